package io.rapat.app.account;

/// Sends mail: queued in the database in the caller's transaction, delivered later, tried again
/// while the mail server can't be reached.
public interface Mails {

  /// Queues a mail. Never fails because of the mail server.
  void send(Mail mail);
}
