package io.rapat.signal.data;

import java.util.Set;

/// A chat message, for those it is for and who come later.
///
/// @param id as the sender chose it
/// @param unixMillis when the sender wrote it
/// @param recipients identities it was for, empty for everyone
/// @param text at most [ChatReader#LONGEST_TEXT] bytes of UTF-8
public record StoredChat(
    String id,
    String senderIdentity,
    String senderName,
    long unixMillis,
    String text,
    Set<String> recipients) {

  public StoredChat {
    recipients = Set.copyOf(recipients);
  }

  @Override
  public String toString() {
    return "StoredChat[" + id + "]";
  }
}
