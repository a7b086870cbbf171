package io.rapat.app.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Answers with a problem from where no controller is involved: filters.
@Component
public class Refusal {
  private final ObjectProvider<HandlerExceptionResolver> resolver;

  Refusal(
      @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolver) {
    this.resolver = resolver;
  }

  /// Writes the problem, or the failure, as if a controller had thrown it.
  public void write(HttpServletRequest request, HttpServletResponse response, Exception problem)
      throws IOException, ServletException {
    if (resolver.getObject().resolveException(request, response, null, problem) == null) {
      throw new ServletException("the problem could not be written", problem);
    }
  }
}
