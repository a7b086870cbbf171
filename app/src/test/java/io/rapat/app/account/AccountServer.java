package io.rapat.app.account;

import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.RapatConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.Environment;

/// The server with accounts and without meetings: no media, a fake clock. Named by tests, never
/// found by scanning.
@EnableAutoConfiguration
@ComponentScan({"io.rapat.app.account", "io.rapat.app.web"})
class AccountServer {

  @Bean
  FakeClock clock() {
    return new FakeClock();
  }

  @Bean
  RapatConfig config(Environment environment) {
    List<String> flags = new ArrayList<>(List.of("--data-dir", temporary()));
    for (String key :
        List.of("smtp.host", "smtp.port", "smtp.from", "smtp.starttls", "http.public_url")) {
      String value = environment.getProperty("test." + key);
      if (value != null) {
        flags.addAll(List.of("--" + key, value));
      }
    }
    return ((ConfigResult.Valid) ConfigReader.read(flags, Map.of())).config();
  }

  private static String temporary() {
    try {
      return Files.createTempDirectory("rapat-test").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
