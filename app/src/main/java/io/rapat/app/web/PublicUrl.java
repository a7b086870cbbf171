package io.rapat.app.web;

import io.rapat.app.config.RapatConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// Where people reach this server, for links and for passkeys.
@Component
public class PublicUrl {
  private final RapatConfig.Http http;

  PublicUrl(RapatConfig config) {
    this.http = config.http();
  }

  /// `https://meet.example.org`: the setting `http.public_url`, else where the request that the
  /// calling thread serves went to; empty outside of requests without the setting.
  public Optional<String> find() {
    return http.publicUrl()
        .or(() ->
            RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                ? Optional.of(of(request.getRequest()))
                : Optional.empty());
  }

  /// Whether the operator set it, so that no client has a say in it.
  public boolean isConfigured() {
    return http.publicUrl().isPresent();
  }

  private static String of(HttpServletRequest request) {
    int port = request.getServerPort();
    boolean usual = port == (request.getScheme().equals("https") ? 443 : 80);
    return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
  }
}
