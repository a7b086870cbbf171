package io.rapat.app.account.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/// Where mails go.
sealed interface MailTransport permits SmtpTransport, FileTransport {

  /// The sender's address.
  String from();

  /// Hands a mail over, or fails; a failure may be temporary.
  void deliver(UUID id, MimeMessage message, Instant now) throws MessagingException, IOException;
}
