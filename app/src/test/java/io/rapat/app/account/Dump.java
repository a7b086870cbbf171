package io.rapat.app.account;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The whole database as text.
final class Dump {
  private Dump() {}

  static String of(JdbcClient jdbc) {
    List<String> tables =
        jdbc.sql("select table_name from information_schema.tables where table_schema = 'public'")
            .query((row, _) -> row.getString(1))
            .list();
    return tables.stream()
        .map(table -> table + "\n" + rows(jdbc, table))
        .collect(Collectors.joining("\n"));
  }

  private static String rows(JdbcClient jdbc, String table) {
    return jdbc.sql("select * from \"" + table + "\"").query().listOfRows().stream()
        .flatMap(row -> row.values().stream())
        .map(value ->
            value instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.ISO_8859_1)
                : String.valueOf(value))
        .collect(Collectors.joining("\n"));
  }
}
