package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import java.util.List;

/// A track that a client announced by AddTrack, from then until it is unpublished.
///
/// @param trackSid `TR_…`
/// @param cid the client's name for it, usually the second word of the section's `a=msid`
/// @param codecs the announced codecs, the main one first, then backups; empty when the client
///   named none
/// @param stereo whether the feature `TF_STEREO` is set
/// @param dtx whether discontinuous transmission may be used: `TF_NO_DTX` isn't set
/// @param red whether redundant audio may be used: not `disable_red`, not encrypted
public record UpTrack(
    String trackSid,
    String cid,
    MediaKind kind,
    List<UpCodec> codecs,
    boolean stereo,
    boolean dtx,
    boolean red) {

  public UpTrack {
    codecs = List.copyOf(codecs);
  }

  /// A microphone with the usual features.
  public static UpTrack audio(String trackSid, String cid) {
    return new UpTrack(trackSid, cid, MediaKind.AUDIO, List.of(), false, true, true);
  }

  /// A picture with one codec.
  public static UpTrack video(String trackSid, String cid, Codec codec) {
    return new UpTrack(
        trackSid, cid, MediaKind.VIDEO, List.of(new UpCodec(codec, cid)), false, true, true);
  }

  /// One entry of `simulcast_codecs`.
  ///
  /// @param cid the cid of the sender with this codec; "" while the client hasn't started it
  public record UpCodec(Codec codec, String cid) {}
}
