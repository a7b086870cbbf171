package io.rapat.app.meeting;

import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.Mail;
import io.rapat.app.account.Mails;
import io.rapat.app.account.People;
import io.rapat.app.account.Person;
import io.rapat.app.account.PersonId;
import io.rapat.app.account.ServerSettings;
import io.rapat.app.account.Settings;
import io.rapat.app.account.SignUp;
import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.RapatConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/// The whole server with people who are signed in by saying so, a clock that is set, and mails that
/// are collected.
@TestConfiguration
class MeetingServer {
  static final Person ANA = person("Ana", "ana@example.org", "en");
  static final Person BUDI = person("Budi", "budi@example.org", "id");

  static Person person(String name, String email, String locale) {
    return new Person(
        new PersonId(
            UUID.nameUUIDFromBytes(email.getBytes(java.nio.charset.StandardCharsets.UTF_8))),
        name,
        email,
        false,
        locale);
  }

  /// Runs as the real one, and can be put forward.
  static final class Clock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    void pass(Duration time) {
      ahead = ahead.plus(time);
    }

    @Override
    public Instant instant() {
      return InstantSource.system().instant().plus(ahead);
    }
  }

  static final class Inbox implements Mails {
    final List<Mail> mails = new ArrayList<>();

    @Override
    public synchronized void send(Mail mail) {
      mails.add(mail);
    }
  }

  static final class House implements People, Settings {
    final Map<PersonId, Person> people = new ConcurrentHashMap<>();
    volatile boolean guestsMayStart = true;
    volatile int maxParticipants;

    @Override
    public Optional<Person> find(PersonId id) {
      return Optional.ofNullable(people.get(id));
    }

    @Override
    public Optional<Person> findByEmail(String email) {
      return people.values().stream().filter(one -> one.email().equals(email)).findFirst();
    }

    @Override
    public boolean anybody() {
      return !people.isEmpty();
    }

    @Override
    public ServerSettings get() {
      return new ServerSettings(
          SignUp.CLOSED,
          List.of(),
          guestsMayStart,
          maxParticipants,
          Duration.ofHours(24),
          Duration.ofDays(90),
          Duration.ofDays(90));
    }
  }

  @Bean
  @Primary
  Clock testClock() {
    return new Clock();
  }

  @Bean
  @Primary
  Inbox inbox() {
    return new Inbox();
  }

  @Bean
  @Primary
  House house() {
    return new House();
  }

  /// Whose the header says the request is.
  @Bean
  @Primary
  CurrentPerson testPerson(House house) {
    return new CurrentPerson() {
      @Override
      public Optional<Person> find() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes here
            ? Optional.ofNullable(here.getRequest().getHeader("X-Person"))
                .flatMap(house::findByEmail)
            : Optional.empty();
      }
    };
  }

  @Bean
  RapatConfig config() {
    try {
      String data = Files.createTempDirectory("rapat-test").toString();
      List<String> flags =
          List.of(
              "--dev",
              "--port",
              "0",
              "--rtc.udp_port",
              "0",
              "--rtc.tcp_port",
              "0",
              "--data-dir",
              data);
      return ((ConfigResult.Valid) ConfigReader.read(flags, Map.of())).config();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
