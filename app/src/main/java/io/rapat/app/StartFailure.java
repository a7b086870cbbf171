package io.rapat.app;

import io.rapat.app.config.RapatConfig;
import java.net.BindException;
import org.springframework.boot.web.server.PortInUseException;

/// Says in a sentence why the platform could not start, and what to do.
final class StartFailure {
  private StartFailure() {}

  static String explain(Throwable failure, RapatConfig config) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException used) {
        return "Port %d is in use. Stop what uses it, or start with --port NUMBER."
            .formatted(used.getPort());
      }
      if (cause instanceof BindException) {
        return "A media port (UDP %d, TCP %d) is in use. Start with --rtc.udp_port and --rtc.tcp_port."
            .formatted(config.rtc().udpPort(), config.rtc().tcpPort());
      }
      String message = String.valueOf(cause.getMessage());
      if (message.contains("may be already in use") || message.contains("90020")) {
        return "The database in %s is used by another process. Stop it, or use --data-dir."
            .formatted(config.dataDir());
      }
      if (cause instanceof java.sql.SQLException && config.database().isPresent()) {
        return "The database %s can't be used: %s. Check database.url, database.user, database.password."
            .formatted(config.database().map(RapatConfig.Database::url).orElse(""), message);
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return "Rapat could not start: " + root;
  }
}
