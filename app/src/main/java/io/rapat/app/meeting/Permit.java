package io.rapat.app.meeting;

/// What one participant may send.
///
/// @param chat to everyone
/// @param privateChat to some by name
public record Permit(
    boolean microphone,
    boolean camera,
    boolean share,
    boolean chat,
    boolean privateChat,
    boolean reactions) {
  static final Permit ALL = new Permit(true, true, true, true, true, true);
  static final Permit NONE = new Permit(false, false, false, false, false, false);
}
