package io.rapat.app.web;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/// Turns every refusal and failure into `application/problem+json` with a remedy.
@RestControllerAdvice
class ProblemHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private final MessageSource messages;

  ProblemHandler(MessageSource messages) {
    this.messages = messages;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Problem problem, Locale locale) {
    ProblemDetail detail = describe(problem.status(), problem.code(), locale);
    problem.field().ifPresent(field -> detail.setProperty("field", field));
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    problem
        .retryAfter()
        .ifPresent(wait -> headers.set("Retry-After", Long.toString(wait.toSeconds() + 1)));
    return new ResponseEntity<>(detail, headers, problem.status());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> other(Exception failure, Locale locale) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Problem problem) {
        // Refused while the body was read.
        return refused(problem, locale);
      }
    }
    HttpStatusCode status = statusOf(failure);
    if (status.is5xxServerError()) {
      LOG.error("request failed", failure);
    }
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(describe(status, "http-" + status.value(), locale));
  }

  private static HttpStatusCode statusOf(Exception failure) {
    return switch (failure) {
      case ErrorResponse response -> response.getStatusCode();
      case HttpMessageNotReadableException _ -> HttpStatus.BAD_REQUEST;
      // An id that can't be one is an id that isn't there.
      case MethodArgumentTypeMismatchException mismatch
          when mismatch.getParameter().hasParameterAnnotation(PathVariable.class) ->
          HttpStatus.NOT_FOUND;
      case TypeMismatchException _ -> HttpStatus.BAD_REQUEST;
      case DataAccessResourceFailureException _, CannotCreateTransactionException _ ->
          HttpStatus.SERVICE_UNAVAILABLE;
      default -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }

  private ProblemDetail describe(HttpStatusCode status, String code, Locale locale) {
    ProblemDetail detail = ProblemDetail.forStatus(status);
    detail.setType(java.net.URI.create("about:blank#" + code));
    detail.setTitle(text(code + ".title", "problem.title", locale));
    detail.setDetail(text(code + ".detail", "problem.detail", locale));
    detail.setProperty("remedy", text(code + ".remedy", "problem.remedy", locale));
    detail.setProperty("code", code);
    return detail;
  }

  private String text(String key, String fallback, Locale locale) {
    String found = messages.getMessage("problem." + key, null, "", locale);
    return found == null || found.isEmpty() ? messages.getMessage(fallback, null, locale) : found;
  }
}
