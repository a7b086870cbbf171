package io.rapat.app.database;

import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.secret.PrivateFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// `./rapat backup FILE` and `./rapat restore FILE`, with the settings of `./rapat run`.
public final class BackupMain {
  private static final int EXIT_REFUSED = 1;
  private static final int EXIT_USAGE = 2;

  private BackupMain() {}

  /// @param arguments `backup` or `restore`, the file, then the flags of `./rapat run`
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2 || arguments[1].startsWith("--")) {
      System.err.println("usage: ./rapat backup|restore FILE [--data-dir DIR] [--config FILE]");
      System.exit(EXIT_USAGE);
    }
    List<String> flags = Arrays.asList(arguments).subList(2, arguments.length);
    switch (ConfigReader.read(flags, System.getenv())) {
      case ConfigResult.Invalid(var problems) -> {
        problems.forEach(problem -> System.err.println("  - " + problem));
        System.exit(EXIT_USAGE);
      }
      case ConfigResult.Valid(var config, var _) ->
          System.exit(perform(arguments[0], Path.of(arguments[1]), config));
    }
  }

  private static int perform(String command, Path file, RapatConfig config)
      throws IOException, SQLException, InterruptedException {
    return switch (command) {
      case "backup" -> backup(file, config);
      case "restore" -> restore(file, config);
      default -> {
        System.err.println("there is no command " + command);
        yield EXIT_USAGE;
      }
    };
  }

  private static int backup(Path file, RapatConfig config)
      throws IOException, SQLException, InterruptedException {
    if (Files.exists(file)) {
      System.err.println(file + " is there already: choose another name.");
      return EXIT_REFUSED;
    }
    write(file, config);
    System.out.printf("Backup written to %s (%,d bytes).%n", file, Files.size(file));
    System.out.println("It contains the keys of this server: keep it as safe as the server.");
    return 0;
  }

  /// Under another name first: a file of the wanted name is a whole backup.
  private static void write(Path file, RapatConfig config)
      throws IOException, SQLException, InterruptedException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    PrivateFile.write(part, new byte[0]);
    try {
      if (!fromRunningServer(part, config)) {
        try (Connection connection = DatabaseAddress.of(config).connect();
            OutputStream out = Files.newOutputStream(part)) {
          long _ = new Backup().write(connection, config.dataDir(), out);
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static boolean fromRunningServer(Path part, RapatConfig config)
      throws IOException, InterruptedException {
    Optional<String[]> control = control(config.dataDir());
    if (control.isEmpty()) {
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(control.get()[0] + Control.PATH))
            .header("Authorization", "Bearer " + control.get()[1])
            .timeout(Duration.ofMinutes(30))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("the server refused the backup: " + response.statusCode());
        }
        Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
      }
      return true;
    } catch (ConnectException _) {
      // Left behind by a server that was killed.
      return false;
    }
  }

  private static Optional<String[]> control(Path dataDir) throws IOException {
    Path file = Control.file(dataDir);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] parts = Files.readString(file).strip().split(" ", 2);
    return parts.length == 2 ? Optional.of(parts) : Optional.empty();
  }

  private static int restore(Path file, RapatConfig config) throws IOException, SQLException {
    if (!Files.isRegularFile(file)) {
      System.err.println("there is no file " + file);
      return EXIT_REFUSED;
    }
    Files.createDirectories(config.dataDir());
    try {
      long rows = new Restore().read(file, DatabaseAddress.of(config), config.dataDir());
      System.out.printf("Restored %,d rows. Start it with ./rapat run.%n", rows);
      return 0;
    } catch (Restore.Refused e) {
      System.err.println("Not restored: " + e.getMessage() + ".");
      return EXIT_REFUSED;
    }
  }
}
