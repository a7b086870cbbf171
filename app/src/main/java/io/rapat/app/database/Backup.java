package io.rapat.app.database;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes everything an installation is made of into one ZIP: each table as lines of JSON, as it
/// was at one instant, and the keys beside the database.
///
/// Whoever holds the file can act as the server: it contains the keys that unseal its secrets.
final class Backup {
  static final int FORMAT = 1;
  static final String MANIFEST = "manifest.json";

  private static final int ROWS_AT_ONCE = 500;

  /// First entry of the file.
  ///
  /// @param schema version of the schema (Flyway) that the tables have
  record Manifest(int format, String schema) {}

  private final JsonMapper json = JsonMapper.shared();

  /// @param connection used for this alone; what is committed meanwhile isn't in the backup
  /// @return how many rows were written
  long write(Connection connection, Path dataDir, OutputStream out)
      throws SQLException, IOException {
    // One snapshot for all tables, in both databases.
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      entry(zip, MANIFEST, json.writeValueAsBytes(new Manifest(FORMAT, Schema.of(connection))));
      long rows = 0;
      for (Tables.Table table : Tables.of(connection)) {
        rows += table(connection, table, zip);
      }
      for (Path file : KeyFiles.in(dataDir)) {
        entry(zip, KeyFiles.PREFIX + file.getFileName(), Files.readAllBytes(file));
      }
      return rows;
    } finally {
      connection.rollback();
    }
  }

  private long table(Connection connection, Tables.Table table, ZipOutputStream zip)
      throws SQLException, IOException {
    zip.putNextEntry(new ZipEntry("tables/" + table.name() + ".jsonl"));
    List<String> names = table.columns().stream().map(Tables.Column::name).toList();
    line(zip, names);
    long rows = 0;
    String columns = names.stream().map(Backup::quoted).collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row =
          statement.executeQuery("select " + columns + " from " + quoted(table.name()))) {
        while (row.next()) {
          line(zip, values(row, table.columns()));
          rows++;
        }
      }
    }
    zip.closeEntry();
    return rows;
  }

  private static List<@Nullable String> values(ResultSet row, List<Tables.Column> columns)
      throws SQLException {
    List<@Nullable String> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).kind().read(row, i + 1));
    }
    return values;
  }

  private void line(ZipOutputStream zip, List<? extends @Nullable String> values)
      throws IOException {
    zip.write(json.writeValueAsBytes(values));
    zip.write('\n');
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
