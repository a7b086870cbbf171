package io.rapat.app.account.console;

import io.rapat.app.web.Problem;
import org.springframework.http.HttpStatus;

/// Lists in parts of 50, counted from 0.
final class Pages {
  static final int SIZE = 50;

  private static final int MAX = 100_000;

  private Pages() {}

  static void require(int page) {
    if (page < 0 || page > MAX) {
      throw Problem.of(HttpStatus.BAD_REQUEST, "http-400");
    }
  }

  static long offset(int page) {
    return (long) page * SIZE;
  }

  static int count(long total) {
    return (int) ((total + SIZE - 1) / SIZE);
  }
}
