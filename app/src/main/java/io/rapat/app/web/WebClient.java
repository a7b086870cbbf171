package io.rapat.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/// The web client's one page for all of its routes; and `OK` at `/` for whoever doesn't want HTML,
/// as LiveKit's clients probe it.
@Controller
class WebClient {
  private static final ClassPathResource INDEX = new ClassPathResource("static/index.html");

  @RequestMapping(
      path = "/",
      method = {RequestMethod.GET, RequestMethod.HEAD})
  void root(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String accept = request.getHeader("Accept");
    if (accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)) {
      sendPage(response);
    } else {
      response.setContentType("text/plain;charset=utf-8");
      response.getOutputStream().write("OK".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @GetMapping({
    "/m/{*rest}",
    "/about/{*rest}",
    "/sign-in",
    "/sign-up",
    "/setup",
    "/forgot",
    "/invitation/{*rest}",
    "/reset/{*rest}",
    "/verify/{*rest}",
    "/account/{*rest}",
    "/meetings/{*rest}",
    "/console/{*rest}"
  })
  void page(HttpServletResponse response) throws IOException {
    sendPage(response);
  }

  @GetMapping("/favicon.ico")
  ResponseEntity<Void> noIcon() {
    return ResponseEntity.noContent().build();
  }

  private static void sendPage(HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", CacheControl.noCache().getHeaderValue());
    if (!INDEX.exists()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      response.setContentType("text/plain;charset=utf-8");
      response
          .getOutputStream()
          .write(
              "The web client is not built in. Run ./rapat run.".getBytes(StandardCharsets.UTF_8));
      return;
    }
    response.setContentType("text/html;charset=utf-8");
    try (InputStream page = INDEX.getInputStream()) {
      page.transferTo(response.getOutputStream());
    }
  }
}
