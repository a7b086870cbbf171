package io.rapat.app.account.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;

/// Writes mails as `.eml` files, for installations without a mail server: the console shows them.
final class FileTransport implements MailTransport {
  private final Path folder;

  FileTransport(Path folder) {
    this.folder = folder;
  }

  @Override
  public String from() {
    return "rapat@localhost";
  }

  @Override
  public void deliver(UUID id, MimeMessage message, Instant now)
      throws MessagingException, IOException {
    if (!Files.exists(folder)) {
      create();
    }
    Path file = folder.resolve(WrittenMails.fileName(id, now));
    Path draft = folder.resolve(id + ".new");
    try (OutputStream out = Files.newOutputStream(draft)) {
      message.writeTo(out);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// For its owner alone: mails hold links that grant something.
  private void create() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(folder);
    }
  }
}
