package io.rapat.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapat.app.config.RapatConfig.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackupTest {
  private static EmbeddedPostgres postgres;
  private static int made;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private DatabaseAddress database(String kind) throws SQLException {
    String name = "d" + made++;
    if (kind.equals("h2")) {
      return new DatabaseAddress(
          "jdbc:h2:file:" + folder.resolve(name) + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
          "rapat",
          new Secret(""));
    }
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        PreparedStatement create = connection.prepareStatement("create database " + name)) {
      create.execute();
    }
    return new DatabaseAddress(postgres.getJdbcUrl("postgres", name), "postgres", new Secret(""));
  }

  private static void migrate(DatabaseAddress database) {
    Flyway.configure()
        .dataSource(database.url(), database.user(), database.password().value())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static void say(DatabaseAddress database, String id, String text) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into chat_message (id, room, sent_at, sender_identity, sender_name, text)"
                    + " values (?, 'r', timestamp with time zone '2026-11-24 10:00:00.123456+07:00',"
                    + " 'i', 'Ayu', ?)")) {
      insert.setString(1, id);
      insert.setString(2, text);
      insert.executeUpdate();
    }
  }

  private static byte[] backup(DatabaseAddress database, Path dataDir) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Connection connection = database.connect()) {
      long _ = new Backup().write(connection, dataDir, out);
    }
    return out.toByteArray();
  }

  /// Content by entry; the lines of a table in any order.
  private static Map<String, List<String>> content(byte[] zip) throws Exception {
    Map<String, List<String>> content = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        content.put(
            entry.getName(),
            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .sorted()
                .toList());
      }
    }
    return content;
  }

  static Stream<List<String>> ways() {
    return Stream.of(
        List.of("h2", "h2"),
        List.of("h2", "postgres"),
        List.of("postgres", "h2"),
        List.of("postgres", "postgres"));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void restoresWhatWasThereAtOneInstantWhileTwentyWrite(List<String> way) throws Exception {
    DatabaseAddress from = database(way.get(0));
    migrate(from);
    say(from, "before", "\"quotes\", \\ and \n lines, 😀");
    Path dataDir = Files.createDirectory(folder.resolve("data"));
    Files.writeString(dataDir.resolve("api-key"), "KEY secret");
    byte[] zip = backupWhileTwentyWrite(from, dataDir);

    Path file = Files.write(folder.resolve("backup.zip"), zip);
    DatabaseAddress to = database(way.get(1));
    Path target = Files.createDirectory(folder.resolve("restored"));
    long rows = new Restore().read(file, to, target);

    assertThat(content(backup(to, target))).isEqualTo(content(zip));
    assertThat(rows).isPositive();
    assertThat(Files.readString(target.resolve("api-key"))).isEqualTo("KEY secret");
    assertThat(content(zip).get("tables/chat_message.jsonl"))
        .anyMatch(line -> line.contains("2026-11-24T03:00:00.123456Z"));
  }

  private static byte[] backupWhileTwentyWrite(DatabaseAddress database, Path dataDir)
      throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    CountDownLatch begun = new CountDownLatch(20);
    List<Future<Integer>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(20)) {
      for (int i = 0; i < 20; i++) {
        String prefix = i + "-";
        writers.add(
            threads.submit(() -> {
              int written = 0;
              while (writing.get()) {
                say(database, prefix + written++, "text");
                begun.countDown();
              }
              return written;
            }));
      }
      begun.await();
      byte[] zip = backup(database, dataDir);
      writing.set(false);
      for (Future<Integer> writer : writers) {
        assertThat(writer.get()).isPositive();
      }
      return zip;
    }
  }

  @Test
  void refusesADatabaseThatIsInUse() throws Exception {
    DatabaseAddress from = database("h2");
    migrate(from);
    say(from, "1", "text");
    Path file = Files.write(folder.resolve("backup.zip"), backup(from, folder));
    assertThatThrownBy(() -> new Restore().read(file, from, folder))
        .isInstanceOf(Restore.Refused.class)
        .hasMessageContaining("isn't empty");
  }

  @Test
  void refusesAFileThatIsNoBackup() throws Exception {
    Path file = folder.resolve("other.zip");
    try (OutputStream out = Files.newOutputStream(file);
        var zip = new java.util.zip.ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("hello"));
    }
    DatabaseAddress to = database("h2");
    assertThatThrownBy(() -> new Restore().read(file, to, folder))
        .isInstanceOf(Restore.Refused.class)
        .hasMessageContaining("no backup of Rapat");
  }
}
