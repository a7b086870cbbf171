package io.rapat.media.room;

/// The negotiated ids of the RTP header extensions that the media path reads or writes (RFC 8285);
/// 0 where one isn't negotiated.
///
/// @param mid `urn:ietf:params:rtp-hdrext:sdes:mid`
/// @param rid `urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id`
/// @param repairedRid `urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id`
/// @param audioLevel `urn:ietf:params:rtp-hdrext:ssrc-audio-level` (RFC 6464)
/// @param transportSequence
///   `http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01`
/// @param absSendTime `http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time`
/// @param absCaptureTime `http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time`
/// @param dependencyDescriptor
///   `https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension`
/// @param playoutDelay `http://www.webrtc.org/experiments/rtp-hdrext/playout-delay`
public record HeaderExtensionIds(
    int mid,
    int rid,
    int repairedRid,
    int audioLevel,
    int transportSequence,
    int absSendTime,
    int absCaptureTime,
    int dependencyDescriptor,
    int playoutDelay) {

  /// Nothing negotiated.
  public static final HeaderExtensionIds NONE = new HeaderExtensionIds(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
