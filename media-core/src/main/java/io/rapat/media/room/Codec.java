package io.rapat.media.room;

/// The codecs that are forwarded, by the names of their RTP payload formats.
public enum Codec {
  OPUS(MediaKind.AUDIO, "audio/opus", 48_000),
  RED(MediaKind.AUDIO, "audio/red", 48_000),
  PCMU(MediaKind.AUDIO, "audio/PCMU", 8_000),
  PCMA(MediaKind.AUDIO, "audio/PCMA", 8_000),
  VP8(MediaKind.VIDEO, "video/VP8", 90_000),
  VP9(MediaKind.VIDEO, "video/VP9", 90_000),
  H264(MediaKind.VIDEO, "video/H264", 90_000),
  AV1(MediaKind.VIDEO, "video/AV1", 90_000),
  H265(MediaKind.VIDEO, "video/H265", 90_000);

  private final MediaKind kind;
  private final String mimeType;
  private final int clockRate;

  Codec(MediaKind kind, String mimeType, int clockRate) {
    this.kind = kind;
    this.mimeType = mimeType;
    this.clockRate = clockRate;
  }

  public MediaKind kind() {
    return kind;
  }

  /// The media type as LiveKit spells it, for example `video/VP8`.
  public String mimeType() {
    return mimeType;
  }

  /// RTP clock ticks per second.
  public int clockRate() {
    return clockRate;
  }
}
