package io.rapat.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/// Gives each application of a test an empty database of its own: H2 in memory, or with
/// `-Drapat.test.database=postgres` PostgreSQL.
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static @Nullable EmbeddedPostgres postgres;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    boolean onPostgres = "postgres".equals(System.getProperty("rapat.test.database"));
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test database", onPostgres ? onPostgres() : inMemory()));
  }

  private static Map<String, Object> inMemory() {
    return Map.of(
        "spring.datasource.url",
        "jdbc:h2:mem:"
            + UUID.randomUUID()
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
            + ";DB_CLOSE_DELAY=-1",
        "spring.datasource.username",
        "rapat",
        "spring.datasource.password",
        "");
  }

  private static synchronized Map<String, Object> onPostgres() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try {
      if (postgres == null) {
        postgres = EmbeddedPostgres.start();
      }
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement create = connection.createStatement()) {
        create.execute("create database " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("no database " + name, e);
    }
    return Map.of(
        "spring.datasource.url",
        postgres.getJdbcUrl("postgres", name),
        "spring.datasource.username",
        "postgres",
        "spring.datasource.password",
        "");
  }
}
