package io.rapat.app;

import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.KeyStore;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.database.DatabaseAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.EnableScheduling;

/// Starts the platform, or says everything that keeps it from starting.
@SpringBootApplication
@EnableScheduling
public class Main {
  private static final int EXIT_BAD_CONFIGURATION = 2;
  private static final int EXIT_FAILED = 1;

  /// @param arguments the flags of `./rapat run`
  public static void main(String[] arguments) {
    switch (ConfigReader.read(List.of(arguments), System.getenv())) {
      case ConfigResult.Invalid(var problems) -> {
        System.err.println("Rapat cannot start with this configuration:");
        problems.forEach(problem -> System.err.println("  - " + problem));
        System.exit(EXIT_BAD_CONFIGURATION);
      }
      case ConfigResult.Valid(var config, var notes) -> {
        notes.forEach(note -> System.err.println("note: " + note));
        run(KeyStore.withKeys(config));
      }
    }
  }

  private static void run(RapatConfig config) {
    ConfigurableApplicationContext context = start(config);
    if (Boolean.getBoolean("rapat.train")) {
      // A start that only records what a start needs.
      context.close();
      return;
    }
    // Stopping on request is no failure: the exit code is 0, where the JVM's own would be 143.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  context.close();
                  Runtime.getRuntime().halt(0);
                },
                "stop"));
    System.out.println(StartBlock.of(config, context));
  }

  private static ConfigurableApplicationContext start(RapatConfig config) {
    SpringApplication application = new SpringApplication(Main.class);
    application.setDefaultProperties(properties(config));
    application.setRegisterShutdownHook(false);
    application.addInitializers(
        (ApplicationContextInitializer<GenericApplicationContext>)
            context -> context.registerBean(RapatConfig.class, () -> config));
    try {
      return application.run();
    } catch (RuntimeException e) {
      System.err.println(StartFailure.explain(e, config));
      System.exit(EXIT_FAILED);
      throw e;
    }
  }

  private static Map<String, Object> properties(RapatConfig config) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("server.port", config.port());
    config.bindAddress().ifPresent(address -> properties.put("server.address", address));
    DatabaseAddress database = DatabaseAddress.of(config);
    properties.put("spring.datasource.url", database.url());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password().value());
    return properties;
  }

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  Duration chatRetention(RapatConfig config) {
    return config.chatRetention();
  }
}
