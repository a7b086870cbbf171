package io.rapat.app.database;

import io.rapat.app.config.RapatConfig;
import io.rapat.app.config.RapatConfig.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Where the state is kept: PostgreSQL when one is configured, else an H2 file in the data
/// directory that behaves like it.
///
/// @param url for JDBC
public record DatabaseAddress(String url, String user, Secret password) {

  public static DatabaseAddress of(RapatConfig config) {
    return config
        .database()
        .map(database -> new DatabaseAddress(database.url(), database.user(), database.password()))
        .orElseGet(() ->
            new DatabaseAddress(
                "jdbc:h2:file:"
                    + config.dataDir().resolve("rapat")
                    // Written through at each commit: what was acknowledged survives kill -9.
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                    + ";WRITE_DELAY=0",
                "rapat",
                new Secret("")));
  }

  public boolean isPostgres() {
    return url.startsWith("jdbc:postgresql:");
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password.value());
  }
}
