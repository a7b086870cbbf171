package io.rapat.app.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/healthz`: the process answers. `/readyz`: it can do its work, database included.
@RestController
class Probes {
  private final JdbcClient jdbc;

  Probes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @GetMapping(path = "/healthz", produces = MediaType.TEXT_PLAIN_VALUE)
  String healthy() {
    return "OK";
  }

  @GetMapping(path = "/readyz", produces = MediaType.TEXT_PLAIN_VALUE)
  ResponseEntity<String> ready() {
    try {
      jdbc.sql("select 1").query(Integer.class).single();
      return ResponseEntity.ok("READY");
    } catch (org.springframework.dao.DataAccessException _) {
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body("database not reachable");
    }
  }
}
