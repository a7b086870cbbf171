package io.rapat.signal.data;

/// Who sent a data packet.
///
/// @param sid of the participant, or ""
/// @param hidden whether nobody may learn who it was
/// @param agent whether it may speak in the name of others
public record Sender(String identity, String sid, boolean hidden, boolean agent) {

  /// The server itself.
  public static final Sender SERVER = new Sender("", "", true, false);
}
