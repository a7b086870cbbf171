package io.rapat.signal.negotiation;

import io.rapat.media.room.MediaKind;
import java.util.List;

/// A track that is to be sent to a client.
///
/// @param trackSid `TR_…`; a client has at most one down track of a sid at a time
/// @param stream the stream's id in `a=msid`, also the CNAME: `PA_…|TR_…`, or `PA_…|camera` in
///   rooms that synchronise streams
/// @param formats what the track may arrive in, the preferred first; for redundant audio RED and
///   Opus
/// @param stereo whether it is stereo sound
public record DownTrack(
    String trackSid, String stream, MediaKind kind, List<CodecFormat> formats, boolean stereo) {

  public DownTrack {
    formats = List.copyOf(formats);
  }

  /// A track in a stream of its own.
  public static DownTrack of(
      String publisherSid, String trackSid, MediaKind kind, List<CodecFormat> formats) {
    return new DownTrack(trackSid, publisherSid + "|" + trackSid, kind, formats, false);
  }
}
