package io.rapat.app.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;

/// Gives every application of a test a PostgreSQL database of its own instead of H2 when the system
/// property `rapat.test.database` is `postgres`: the second run of the tests tagged `database`.
final class OnPostgres implements ContextCustomizerFactory {
  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    return "postgres".equals(System.getProperty("rapat.test.database")) ? new OwnDatabase() : null;
  }

  /// Equal to all of its kind, so that tests go on sharing applications.
  private record OwnDatabase() implements ContextCustomizer {
    @Override
    public void customizeContext(
        org.springframework.context.ConfigurableApplicationContext context,
        org.springframework.test.context.MergedContextConfiguration configuration) {
      Map<String, Object> properties =
          Map.of(
              "spring.datasource.url", Server.newDatabase(),
              "spring.datasource.username", "postgres",
              "spring.datasource.password", "");
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("postgres", properties));
    }
  }

  /// One server for all tests of a run; it ends with the JVM.
  private static final class Server {
    private static final EmbeddedPostgres POSTGRES = start();
    private static int databases;

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    static synchronized String newDatabase() {
      String name = "test_" + databases++;
      try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return POSTGRES.getJdbcUrl("postgres", name);
    }
  }
}
