package io.rapat.app.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tables of the platform, each after those it refers to.
final class Tables {
  private static final String FLYWAY = "flyway_schema_history";

  /// A column that can be carried.
  record Column(String name, ColumnKind kind) {}

  /// A table with its columns in the order of the database.
  record Table(String name, List<Column> columns) {}

  private Tables() {}

  static List<Table> of(Connection connection) throws SQLException {
    DatabaseMetaData meta = connection.getMetaData();
    String schema = connection.getSchema();
    Map<String, Table> unordered = new TreeMap<>();
    try (ResultSet rows = meta.getTables(connection.getCatalog(), schema, "%", tableTypes())) {
      while (rows.next()) {
        String name = rows.getString("TABLE_NAME");
        if (!name.equals(FLYWAY)) {
          unordered.put(name, new Table(name, columns(meta, connection, name)));
        }
      }
    }
    return ordered(unordered, references(meta, connection, unordered.keySet()));
  }

  private static String[] tableTypes() {
    // H2 calls them BASE TABLE, PostgreSQL TABLE.
    return new String[] {"TABLE", "BASE TABLE"};
  }

  private static List<Column> columns(DatabaseMetaData meta, Connection connection, String table)
      throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (ResultSet rows =
        meta.getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
      while (rows.next()) {
        String name = rows.getString("COLUMN_NAME");
        String type = rows.getString("TYPE_NAME");
        ColumnKind kind =
            ColumnKind.of(rows.getInt("DATA_TYPE"), type)
                .orElseThrow(() ->
                    new IllegalStateException(
                        "column %s.%s has the type %s, which no backup carries"
                            .formatted(table, name, type)));
        columns.add(new Column(name, kind));
      }
    }
    return columns;
  }

  private static Map<String, Set<String>> references(
      DatabaseMetaData meta, Connection connection, Set<String> tables) throws SQLException {
    Map<String, Set<String>> references = new LinkedHashMap<>();
    for (String table : tables) {
      Set<String> targets = new TreeSet<>();
      try (ResultSet rows =
          meta.getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
        while (rows.next()) {
          targets.add(rows.getString("PKTABLE_NAME"));
        }
      }
      targets.remove(table);
      references.put(table, targets);
    }
    return references;
  }

  private static List<Table> ordered(
      Map<String, Table> tables, Map<String, Set<String>> references) {
    Map<String, Table> ordered = new LinkedHashMap<>();
    while (ordered.size() < tables.size()) {
      int before = ordered.size();
      tables.forEach((name, table) -> {
        if (ordered.keySet().containsAll(references.getOrDefault(name, Set.of()))) {
          ordered.putIfAbsent(name, table);
        }
      });
      if (ordered.size() == before) {
        throw new IllegalStateException("tables refer to each other in a circle: " + references);
      }
    }
    return List.copyOf(ordered.values());
  }
}
