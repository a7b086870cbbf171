package io.rapat.signal.data;

/// A chat message that everyone in the room got, for those who come later.
///
/// @param id as the sender chose it
/// @param unixMillis when the sender wrote it
/// @param text at most [ChatReader#LONGEST_TEXT] bytes of UTF-8
public record StoredChat(
    String id, String senderIdentity, String senderName, long unixMillis, String text) {

  @Override
  public String toString() {
    return "StoredChat[" + id + "]";
  }
}
