package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;

/// A codec in the form a track has it.
///
/// @param parameters its `fmtp` text, which tells H.264's packetization mode and VP9's profile; ""
///   for the usual form
public record CodecFormat(Codec codec, String parameters) {

  /// The usual form of a codec.
  public static CodecFormat of(Codec codec) {
    return new CodecFormat(codec, "");
  }
}
