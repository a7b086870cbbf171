package io.rapat.app.account.mail;

import io.rapat.app.account.Person;
import io.rapat.app.config.RapatConfig;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The mails that were written to files: at most 500 for 30 days.
@Component
public class WrittenMails {
  private static final int MAX_KEPT = 500;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Pattern NAME = Pattern.compile("([0-9]{13})-([0-9a-f-]{36})\\.eml");

  private final Path folder;
  private final InstantSource clock;

  WrittenMails(RapatConfig config, InstantSource clock) {
    this.folder = config.dataDir().resolve("mail");
    this.clock = clock;
  }

  /// A mail in a file.
  public record Written(String id, String to, String subject, Instant writtenAt, String text) {}

  Path folder() {
    return folder;
  }

  static String fileName(UUID id, Instant now) {
    return "%013d-%s.eml".formatted(now.toEpochMilli(), id);
  }

  /// The newest first, at most so many.
  public List<Written> newest(int most) {
    return files().stream().limit(most).flatMap(file -> read(file).stream()).toList();
  }

  public Optional<Written> find(UUID id) {
    return files().stream()
        .filter(file -> file.getFileName().toString().endsWith(id + ".eml"))
        .findFirst()
        .flatMap(WrittenMails::read);
  }

  /// Removes every mail to the person, and what tells others about the person.
  public void erase(Person person) {
    Mention mention = new Mention(person);
    for (Path file : files()) {
      boolean concerned =
          read(file)
              .map(mail -> mention.in(mail.to() + "\n" + mail.subject() + "\n" + mail.text()))
              .orElse(true);
      if (concerned) {
        delete(file);
      }
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .sorted(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Written> read(Path file) {
    var name = NAME.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      return Optional.of(
          new Written(
              name.group(2),
              ((InternetAddress) message.getAllRecipients()[0]).getAddress(),
              Optional.ofNullable(message.getSubject()).orElse(""),
              Instant.ofEpochMilli(Long.parseLong(name.group(1))),
              text(message)));
    } catch (MessagingException | IOException _) {
      // Removed meanwhile, or not ours.
      return Optional.empty();
    }
  }

  /// All text of a message, its calendar included.
  private static String text(Part part) throws MessagingException, IOException {
    Object content = part.getContent();
    if (content instanceof Multipart parts) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < parts.getCount(); i++) {
        if (!Part.ATTACHMENT.equals(parts.getBodyPart(i).getDisposition())) {
          all.append(text(parts.getBodyPart(i))).append('\n');
        }
      }
      return all.toString();
    }
    if (content instanceof InputStream stream) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    return String.valueOf(content);
  }

  @Scheduled(initialDelay = 120_000, fixedDelay = 3_600_000)
  void forgetOld() {
    Instant oldest = clock.instant().minus(KEPT);
    List<Path> files = files();
    for (int i = 0; i < files.size(); i++) {
      long written = Long.parseLong(files.get(i).getFileName().toString().substring(0, 13));
      if (i >= MAX_KEPT || written < oldest.toEpochMilli()) {
        delete(files.get(i));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
