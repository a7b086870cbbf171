package io.rapat.media.sdp;

import java.util.Optional;

/// One `a=extmap` line (RFC 8285 §5).
///
/// @param id 1 to 255; above 14 it needs the two-byte form
/// @param direction set when the extension is used one way only
public record HeaderExtension(int id, Optional<Direction> direction, String uri) {

  /// An extension used in each direction the section has.
  public static HeaderExtension of(int id, String uri) {
    return new HeaderExtension(id, Optional.empty(), uri);
  }
}
