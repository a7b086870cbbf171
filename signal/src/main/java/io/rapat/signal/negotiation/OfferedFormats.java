package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.HeaderExtension;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.signal.negotiation.Formats.Taken;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The payload types and extension ids of the server's own offers: LiveKit's numbers. One number
/// means one thing in the whole connection, as bundling asks (RFC 9143 §9.1).
final class OfferedFormats {

  private static final List<String> VIDEO_FEEDBACK =
      List.of("ccm fir", "nack", "nack pli", "goog-remb");
  private static final String H264 = "level-asymmetry-allowed=1;packetization-mode=";

  private static final List<Taken> AUDIO =
      List.of(
          audio(Codec.OPUS, 111, "opus", 2, "minptime=10;useinbandfec=1"),
          audio(Codec.RED, 63, "red", 2, "111/111"),
          audio(Codec.PCMU, 0, "PCMU", 1, ""),
          audio(Codec.PCMA, 8, "PCMA", 1, ""));

  private static final List<Taken> VIDEO =
      List.of(
          video(Codec.VP8, 96, "VP8", ""),
          video(Codec.VP9, 98, "VP9", "profile-id=0"),
          video(Codec.VP9, 100, "VP9", "profile-id=1"),
          video(Codec.H264, 108, "H264", H264 + "1;profile-level-id=42e01f"),
          video(Codec.H264, 125, "H264", H264 + "0;profile-level-id=42e01f"),
          video(Codec.H264, 102, "H264", H264 + "1;profile-level-id=42001f"),
          video(Codec.H264, 104, "H264", H264 + "0;profile-level-id=42001f"),
          video(Codec.AV1, 35, "AV1", ""),
          video(Codec.H265, 116, "H265", ""));

  private static final HeaderExtension CAPTURE_TIME =
      HeaderExtension.of(2, Extensions.ABS_CAPTURE_TIME);
  private static final List<HeaderExtension> AUDIO_EXTENSIONS = List.of(CAPTURE_TIME);
  private static final List<HeaderExtension> VIDEO_EXTENSIONS =
      List.of(
          HeaderExtension.of(1, Extensions.DEPENDENCY_DESCRIPTOR),
          CAPTURE_TIME,
          HeaderExtension.of(3, Extensions.ABS_SEND_TIME));

  private OfferedFormats() {}

  private static Taken audio(
      Codec codec, int payloadType, String encoding, int channels, String parameters) {
    List<String> feedback = codec == Codec.RED ? List.of() : List.of("nack");
    var format =
        new PayloadFormat(payloadType, encoding, codec.clockRate(), channels, parameters, feedback);
    return new Taken(codec, format, null);
  }

  /// Retransmissions have the next number.
  private static Taken video(Codec codec, int payloadType, String encoding, String parameters) {
    var format =
        new PayloadFormat(payloadType, encoding, codec.clockRate(), 1, parameters, VIDEO_FEEDBACK);
    var rtx =
        new PayloadFormat(
            payloadType + 1, "rtx", codec.clockRate(), 1, "apt=" + payloadType, List.of());
    return new Taken(codec, format, rtx);
  }

  /// What a section for the track lists: the track's codecs only, so that descriptions stay short.
  /// H.264 is there in both spellings of its baseline, of which some clients know one.
  static List<Taken> of(DownTrack track) {
    List<Taken> table = track.kind() == MediaKind.AUDIO ? AUDIO : VIDEO;
    List<Taken> listed = new ArrayList<>();
    for (CodecFormat wanted : track.formats()) {
      Taken best = Formats.match(wanted, table).orElse(null);
      add(best, listed);
      for (Taken other : table) {
        if (best != null && best.codec() == Codec.H264 && Formats.sameForm(best, other)) {
          add(other, listed);
        }
      }
    }
    boolean redundant = listed.stream().anyMatch(taken -> taken.codec() == Codec.RED);
    if (redundant && listed.stream().noneMatch(taken -> taken.codec() == Codec.OPUS)) {
      // The format of redundant audio refers to that of Opus.
      add(AUDIO.getFirst(), listed);
    }
    listed.sort(Comparator.comparing(taken -> taken.codec() == Codec.RED));
    return listed.stream().map(taken -> taken.with(f -> audio(f, track, redundant))).toList();
  }

  private static void add(@Nullable Taken taken, List<Taken> listed) {
    if (taken != null && !listed.contains(taken)) {
      listed.add(taken);
    }
  }

  private static PayloadFormat audio(PayloadFormat format, DownTrack track, boolean redundant) {
    if (!format.is("opus")) {
      return format;
    }
    PayloadFormat opus = redundant ? format.withFeedback(List.of()) : format;
    return track.stereo() ? opus.withParameters(opus.parameters() + ";sprop-stereo=1") : opus;
  }

  static List<HeaderExtension> extensions(MediaKind kind) {
    return kind == MediaKind.AUDIO ? AUDIO_EXTENSIONS : VIDEO_EXTENSIONS;
  }
}
