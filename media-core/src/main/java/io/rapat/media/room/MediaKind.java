package io.rapat.media.room;

/// The kind of a track (RFC 8866 §5.14).
public enum MediaKind {
  AUDIO,
  VIDEO
}
