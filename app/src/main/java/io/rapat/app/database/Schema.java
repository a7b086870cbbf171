package io.rapat.app.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/// The versions of the tables.
final class Schema {
  private Schema() {}

  static String of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select \"version\" from \"flyway_schema_history\""
                    + " where \"success\" = true and \"version\" is not null"
                    + " order by \"installed_rank\" desc")) {
      if (!row.next()) {
        throw new IllegalStateException("the database has no schema yet");
      }
      return row.getString(1);
    }
  }

  /// Makes the tables as they were in `version`.
  static void create(DatabaseAddress database, String version) {
    Flyway.configure()
        .dataSource(database.url(), database.user(), database.password().value())
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }
}
