package io.rapat.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/// Through a real SMTP server.
@AccountTest
class MailTest {
  private static final GreenMail SMTP =
      new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @Autowired Installation server;
  @Autowired Mails mails;
  @Autowired TransactionTemplate transaction;

  /// The same after a restart, unlike one that the system chooses.
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DynamicPropertySource
  static void smtp(DynamicPropertyRegistry registry) {
    SMTP.start();
    registry.add("test.smtp.host", () -> "127.0.0.1");
    registry.add("test.smtp.port", () -> Integer.toString(SMTP.getSmtp().getPort()));
    registry.add("test.smtp.from", () -> "rapat@meet.example.org");
    registry.add("test.smtp.starttls", () -> "false");
    registry.add("test.http.public_url", () -> "https://meet.example.org");
  }

  @BeforeAll
  static void start() throws InterruptedException {
    SMTP.getSmtp().waitTillRunning(10_000);
  }

  @AfterAll
  static void stop() {
    SMTP.stop();
  }

  @BeforeEach
  void empty() throws Exception {
    server.clear();
    SMTP.purgeEmailFromAllMailboxes();
  }

  private int waiting() {
    return server.jdbc().sql("select count(*) from outgoing_mail").query(Integer.class).single();
  }

  private static MimeMessage received() {
    assertThat(SMTP.waitForIncomingEmail(20_000, 1)).isTrue();
    return SMTP.getReceivedMessages()[0];
  }

  @Test
  void anInvitationArrivesWithALinkToThePublicAddress() throws Exception {
    Browser ada = server.administrator();
    assertThat(ada.get("/me").body().path("mail").asString()).isEqualTo("SMTP");

    ada.with("Accept-Language", "id")
        .post("/console/invitations", java.util.Map.of("email", "citra@example.org"));

    MimeMessage mail = received();
    assertThat(mail.getAllRecipients()[0]).hasToString("citra@example.org");
    assertThat(mail.getFrom()[0]).hasToString("rapat@meet.example.org");
    assertThat(mail.getSubject()).isEqualTo("Anda diundang ke Rapat di meet.example.org");
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getMessageID()).endsWith("@meet.example.org>");
    assertThat((String) mail.getContent())
        .contains("https://meet.example.org/invitation#")
        .contains("dalam satu minggu");
    Awaitility.await().until(() -> waiting() == 0);
  }

  @Test
  void aCalendarTravelsAsAnAlternativeAndAsAFile() throws Exception {
    String ics =
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Rapat mingguan – résumé\r\nEND:VCALENDAR\r\n";

    mails.send(
        new Mail(
            "citra@example.org",
            "Rapat – mingguan",
            "Join us.\n",
            Optional.of(new Mail.Calendar("REQUEST", ics))));

    MimeMessage mail = received();
    assertThat(mail.getSubject()).isEqualTo("Rapat – mingguan");
    Multipart mixed = (Multipart) mail.getContent();
    Multipart alternatives = (Multipart) mixed.getBodyPart(0).getContent();
    assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
    assertThat(alternatives.getBodyPart(0).getContent().toString()).startsWith("Join us.");
    assertThat(alternatives.getBodyPart(1).getContentType())
        .isEqualTo("text/calendar; charset=UTF-8; method=REQUEST");
    assertThat(text(alternatives.getBodyPart(1))).isEqualTo(ics);
    assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo("invite.ics");
    assertThat(text(mixed.getBodyPart(1))).isEqualTo(ics);
  }

  private static String text(jakarta.mail.BodyPart part) throws Exception {
    return new String(
        part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void linesInAnAddressOrSubjectBecomeNoHeaders() throws Exception {
    mails.send(Mail.of("citra@example.org", "Hello\r\nBcc: evil@example.org", "x"));

    MimeMessage mail = received();
    assertThat(mail.getRecipients(Message.RecipientType.BCC)).isNull();
    assertThat(mail.getAllRecipients()).hasSize(1);
  }

  @Test
  void aLostMailServerDelaysAndTheQueueIsSealed() {
    SMTP.stop();
    mails.send(Mail.of("citra@example.org", "Later", "a secret link"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            server.jdbc().sql("select attempts from outgoing_mail").query(Integer.class).single()
                == 1);
    assertThat(Dump.of(server.jdbc())).doesNotContain("a secret link");

    SMTP.start();
    server.clock().pass(Duration.ofMinutes(2));
    mails.send(Mail.of("dewi@example.org", "Kick", "x"));

    assertThat(SMTP.waitForIncomingEmail(20_000, 2)).isTrue();
    Awaitility.await().until(() -> waiting() == 0);
  }

  @Test
  void aMailOfATransactionThatFailsIsntSent() {
    transaction.executeWithoutResult(status -> {
      mails.send(Mail.of("citra@example.org", "Never", "x"));
      status.setRollbackOnly();
    });
    mails.send(Mail.of("dewi@example.org", "Now", "x"));

    assertThat(SMTP.waitForIncomingEmail(20_000, 1)).isTrue();
    assertThat(SMTP.getReceivedMessages()).hasSize(1);
    assertThat(waiting()).isLessThanOrEqualTo(1);
  }
}
