package io.rapat.app.account.mail;

import io.rapat.app.account.Mail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

/// Mails as they go over the wire (RFC 5322): plain text, and for calendars the invitation both as
/// an alternative (Outlook, Gmail) and as a file (Thunderbird).
final class MimeMessages {
  private static final String UTF_8 = "UTF-8";

  private MimeMessages() {}

  static MimeMessage of(UUID id, Mail mail, String from, Instant now) throws MessagingException {
    MimeMessage message = new Identified(id, from);
    message.setFrom(new InternetAddress(from));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
    message.setSubject(mail.subject(), UTF_8);
    message.setSentDate(Date.from(now));
    // Keeps holiday notices from answering (RFC 3834 §5).
    message.setHeader("Auto-Submitted", "auto-generated");
    if (mail.calendar().isPresent()) {
      message.setContent(withCalendar(mail, mail.calendar().get()));
    } else {
      message.setText(mail.text(), UTF_8);
    }
    message.saveChanges();
    return message;
  }

  private static MimeMultipart withCalendar(Mail mail, Mail.Calendar calendar)
      throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8);
    MimeBodyPart invitation = calendarPart(calendar);
    MimeMultipart alternatives = new MimeMultipart("alternative", text, invitation);
    MimeBodyPart body = new MimeBodyPart();
    body.setContent(alternatives);
    MimeBodyPart file = calendarPart(calendar);
    file.setFileName("invite.ics");
    file.setDisposition("attachment");
    return new MimeMultipart("mixed", body, file);
  }

  private static MimeBodyPart calendarPart(Mail.Calendar calendar) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    // As text first: this sets the encoding of the content, the type is refined after.
    part.setText(calendar.ics(), UTF_8, "calendar");
    part.setHeader("Content-Type", "text/calendar; charset=UTF-8; method=" + calendar.method());
    return part;
  }

  /// Keeps its own id where the library would make one out of this machine's name.
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(UUID id, String from) {
      super(Session.getInstance(new Properties()));
      this.id = "<" + id + from.substring(from.lastIndexOf('@')) + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
