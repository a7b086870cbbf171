package io.rapat.app.database;

import io.rapat.app.config.RapatConfig;
import io.rapat.app.secret.PrivateFile;
import io.rapat.app.secret.Secrets;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// Lets `./rapat backup` reach the running server: a file in the data directory, readable by its
/// owner alone, names the port and a secret of this run.
@RestController
class Control {
  static final String FILE = "control";
  static final String PATH = "/api/v1/control/backup";

  private final DataSource database;
  private final RapatConfig config;
  private final String secret;

  Control(DataSource database, RapatConfig config) {
    this.database = database;
    this.config = config;
    secret = Secrets.create();
  }

  @EventListener
  void started(WebServerInitializedEvent event) throws IOException {
    String host = config.bindAddress().filter(each -> !each.equals("0.0.0.0")).orElse("127.0.0.1");
    String url = "http://" + (host.contains(":") ? "[" + host + "]" : host);
    String content = url + ":" + event.getWebServer().getPort() + " " + secret + "\n";
    PrivateFile.write(file(config.dataDir()), content);
  }

  @EventListener(ContextClosedEvent.class)
  void stopped() throws IOException {
    Files.deleteIfExists(file(config.dataDir()));
  }

  static Path file(Path dataDir) {
    return dataDir.resolve(FILE);
  }

  @PostMapping(PATH)
  void backup(
      @RequestHeader(name = "Authorization", defaultValue = "") String authorization,
      HttpServletResponse response)
      throws IOException, SQLException {
    if (!MessageDigest.isEqual(
        authorization.getBytes(StandardCharsets.UTF_8),
        ("Bearer " + secret).getBytes(StandardCharsets.UTF_8))) {
      response.setStatus(HttpStatus.NOT_FOUND.value());
      return;
    }
    response.setContentType("application/zip");
    try (Connection connection = database.getConnection()) {
      long _ = new Backup().write(connection, config.dataDir(), response.getOutputStream());
    }
  }
}
