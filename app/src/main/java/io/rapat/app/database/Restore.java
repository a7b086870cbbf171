package io.rapat.app.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Fills an empty database and data directory from a [Backup], into either database from either.
/// Nothing is overwritten, and all tables are filled in one transaction.
final class Restore {
  private static final int BATCH = 500;

  /// What the file or the target is, when nothing can be restored.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  private final JsonMapper json = JsonMapper.shared();

  /// @return how many rows were restored
  long read(Path file, DatabaseAddress database, Path dataDir)
      throws Refused, SQLException, IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Backup.Manifest manifest = manifest(zip);
      try (Connection connection = database.connect()) {
        requireEmpty(connection);
      }
      Schema.create(database, manifest.schema());
      try (Connection connection = database.connect()) {
        connection.setAutoCommit(false);
        long rows = 0;
        for (Tables.Table table : Tables.of(connection)) {
          rows += table(zip, table, connection);
        }
        keys(zip, dataDir);
        connection.commit();
        return rows;
      }
    }
  }

  private Backup.Manifest manifest(ZipFile zip) throws Refused, IOException {
    try (InputStream in = zip.getInputStream(entry(zip, Backup.MANIFEST))) {
      Backup.Manifest manifest = json.readValue(in, Backup.Manifest.class);
      if (manifest.format() != Backup.FORMAT) {
        throw new Refused(
            "this backup has format %d; this version reads %d"
                .formatted(manifest.format(), Backup.FORMAT));
      }
      return manifest;
    }
  }

  private static java.util.zip.ZipEntry entry(ZipFile zip, String name) throws Refused {
    java.util.zip.ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new Refused("this is no backup of Rapat: it has no " + name);
    }
    return entry;
  }

  private static void requireEmpty(Connection connection) throws Refused, SQLException {
    for (Tables.Table table : Tables.of(connection)) {
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select count(*) from (select 1 as one from %s limit 1) some_rows"
                      .formatted(Backup.quoted(table.name())))) {
        if (row.next() && row.getLong(1) > 0) {
          throw new Refused(
              "the database isn't empty (table %s has rows): choose another --data-dir or database"
                  .formatted(table.name()));
        }
      }
    }
  }

  private long table(ZipFile zip, Tables.Table table, Connection connection)
      throws Refused, IOException, SQLException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                zip.getInputStream(entry(zip, "tables/" + table.name() + ".jsonl")),
                StandardCharsets.UTF_8))) {
      List<Tables.Column> columns = columns(values(lines.readLine()), table);
      try (PreparedStatement insert = connection.prepareStatement(insert(table, columns))) {
        return rows(lines, columns, insert);
      }
    }
  }

  private long rows(BufferedReader lines, List<Tables.Column> columns, PreparedStatement insert)
      throws IOException, SQLException {
    long rows = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      List<@Nullable String> values = values(line);
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).kind().write(insert, i + 1, values.get(i));
      }
      insert.addBatch();
      if (++rows % BATCH == 0) {
        insert.executeBatch();
      }
    }
    insert.executeBatch();
    return rows;
  }

  private List<@Nullable String> values(@Nullable String line) throws IOException {
    if (line == null) {
      throw new IOException("a table of the backup has no heading");
    }
    @Nullable String[] values = json.readValue(line, String[].class);
    List<@Nullable String> list = new ArrayList<>();
    Collections.addAll(list, values);
    return list;
  }

  private static List<Tables.Column> columns(List<@Nullable String> names, Tables.Table table)
      throws Refused {
    Map<String, Tables.Column> known =
        table.columns().stream()
            .collect(Collectors.toMap(Tables.Column::name, Function.identity()));
    List<Tables.Column> columns = new ArrayList<>();
    for (String name : names) {
      Tables.Column column = name == null ? null : known.get(name);
      if (column == null) {
        throw new Refused(
            "the backup has a column %s.%s that is unknown here".formatted(table.name(), name));
      }
      columns.add(column);
    }
    return columns;
  }

  private static String insert(Tables.Table table, List<Tables.Column> columns) {
    return "insert into %s (%s) values (%s)"
        .formatted(
            Backup.quoted(table.name()),
            columns.stream()
                .map(column -> Backup.quoted(column.name()))
                .collect(Collectors.joining(", ")),
            columns.stream().map(_ -> "?").collect(Collectors.joining(", ")));
  }

  private static void keys(ZipFile zip, Path dataDir) throws IOException {
    for (var entry : Collections.list(zip.entries())) {
      if (entry.getName().startsWith(KeyFiles.PREFIX)) {
        try (InputStream in = zip.getInputStream(entry)) {
          KeyFiles.write(
              dataDir, entry.getName().substring(KeyFiles.PREFIX.length()), in.readAllBytes());
        }
      }
    }
  }
}
