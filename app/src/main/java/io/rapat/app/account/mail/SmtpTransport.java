package io.rapat.app.account.mail;

import io.rapat.app.config.RapatConfig;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Properties;
import java.util.UUID;

/// Hands mails to the configured server, one connection each.
final class SmtpTransport implements MailTransport {
  private static final int TLS_FROM_THE_START = 465;
  private static final String TIMEOUT_MILLIS = "15000";

  private final RapatConfig.Smtp smtp;
  private final Session session;

  SmtpTransport(RapatConfig.Smtp smtp) {
    this.smtp = smtp;
    boolean tls = smtp.port() == TLS_FROM_THE_START;
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", smtp.host());
    properties.setProperty("mail.smtp.port", Integer.toString(smtp.port()));
    properties.setProperty("mail.smtp.auth", Boolean.toString(smtp.username().isPresent()));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(smtp.startTls() && !tls));
    properties.setProperty(
        "mail.smtp.starttls.required", Boolean.toString(smtp.startTls() && !tls));
    properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
    properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
    this.session = Session.getInstance(properties);
  }

  @Override
  public String from() {
    return smtp.from();
  }

  @Override
  public void deliver(UUID id, MimeMessage message, Instant now) throws MessagingException {
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect(
          smtp.username().orElse(null),
          smtp.password().map(RapatConfig.Secret::value).orElse(null));
      transport.sendMessage(message, message.getAllRecipients());
    }
  }
}
