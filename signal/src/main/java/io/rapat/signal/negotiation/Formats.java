package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PayloadMapping;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Which payload formats of a client are taken, and which of them can carry a track.
final class Formats {

  private Formats() {}

  /// A format that is taken, with its retransmissions.
  record Taken(Codec codec, PayloadFormat format, @Nullable PayloadFormat rtx) {

    CodecFormat asCodecFormat() {
      return new CodecFormat(codec, format.parameters());
    }

    PayloadMapping mapping() {
      int rtxType = rtx == null ? -1 : rtx.payloadType();
      return new PayloadMapping(
          codec, format.payloadType(), rtxType, format.feedback().contains("nack"));
    }

    Taken with(UnaryOperator<PayloadFormat> change) {
      return new Taken(codec, change.apply(format), rtx);
    }
  }

  /// The formats of a section that the server forwards, in the section's order.
  static List<Taken> taken(MediaSection section) {
    Map<Integer, PayloadFormat> rtx = new HashMap<>();
    for (PayloadFormat format : section.formats()) {
      int primary = format.associatedPayloadType();
      if (primary >= 0) {
        rtx.putIfAbsent(primary, format);
      }
    }
    List<Taken> taken = new ArrayList<>();
    boolean baseline = section.formats().stream().anyMatch(Formats::isBaselineH264);
    for (PayloadFormat format : section.formats()) {
      Codec codec = codecOf(format);
      boolean sameKind = codec != null && codec.kind() == kindOf(section);
      if (codec != null && sameKind && isForwarded(codec, format, baseline)) {
        taken.add(new Taken(codec, format, rtx.get(format.payloadType())));
      }
    }
    return taken;
  }

  static MediaKind kindOf(MediaSection section) {
    return section.kind() == MediaSection.Kind.AUDIO ? MediaKind.AUDIO : MediaKind.VIDEO;
  }

  private static @Nullable Codec codecOf(PayloadFormat format) {
    return switch (format.encoding().toUpperCase(Locale.ROOT)) {
      case "OPUS" -> Codec.OPUS;
      // The name stands for redundant video, too, by its clock rate; that is never taken.
      case "RED" -> format.clockRate() == Codec.RED.clockRate() ? Codec.RED : null;
      case "PCMU" -> Codec.PCMU;
      case "PCMA" -> Codec.PCMA;
      case "VP8" -> Codec.VP8;
      case "VP9" -> Codec.VP9;
      case "H264" -> Codec.H264;
      case "AV1" -> Codec.AV1;
      case "H265" -> Codec.H265;
      default -> null;
    };
  }

  /// Profiles that every receiver of the codec has. H.264 beyond baseline is taken only from
  /// clients that offer nothing else.
  private static boolean isForwarded(Codec codec, PayloadFormat format, boolean baselineOffered) {
    return format.clockRate() == codec.clockRate()
        && switch (codec) {
          case VP9 -> profile(format).equals("0") || profile(format).equals("1");
          case AV1 -> profile(format).equals("0");
          case H264 -> !baselineOffered || isBaselineH264(format);
          case OPUS, RED, PCMU, PCMA, VP8, H265 -> true;
        };
  }

  private static boolean isBaselineH264(PayloadFormat format) {
    return format.is("H264") && h264Profile(format).startsWith("42");
  }

  private static String h264Profile(PayloadFormat format) {
    // RFC 6184 §8.1: without the parameter it is baseline.
    return format.parameter("profile-level-id").orElse("42000a");
  }

  private static String profile(PayloadFormat format) {
    return format.parameter(format.is("AV1") ? "profile" : "profile-id").orElse("0");
  }

  /// The client's format that carries a track's codec in the given form.
  static Optional<Taken> match(CodecFormat track, List<Taken> offered) {
    Taken best = null;
    int bestScore = 0;
    for (Taken taken : offered) {
      int score = taken.codec() == track.codec() ? score(track, taken.format()) : 0;
      if (score > bestScore) {
        best = taken;
        bestScore = score;
      }
    }
    return Optional.ofNullable(best);
  }

  /// 0 when the format can't carry the track.
  private static int score(CodecFormat track, PayloadFormat offered) {
    if (track.codec() == Codec.H264 && track.parameters().isEmpty()) {
      return packetizationMode(offered).equals("1") ? 2 : 1;
    }
    PayloadFormat own = offered.withParameters(track.parameters());
    return switch (track.codec()) {
      case H264 -> h264Score(own, offered);
      case VP9, AV1 -> profile(own).equals(profile(offered)) ? 1 : 0;
      case OPUS, RED, PCMU, PCMA, VP8, H265 -> 1;
    };
  }

  /// Levels don't matter: they bound what is received, and the server doesn't encode.
  private static int h264Score(PayloadFormat own, PayloadFormat offered) {
    if (!packetizationMode(own).equals(packetizationMode(offered))) {
      return 0;
    }
    String ours = h264Profile(own);
    String theirs = h264Profile(offered);
    if (ours.regionMatches(0, theirs, 0, 4)) {
      return 3;
    }
    return ours.regionMatches(0, theirs, 0, 2) ? 2 : 1;
  }

  /// Whether two formats of H.264 differ in the profile only.
  static boolean sameForm(Taken one, Taken other) {
    return one.codec() == other.codec()
        && packetizationMode(one.format()).equals(packetizationMode(other.format()));
  }

  private static String packetizationMode(PayloadFormat format) {
    return format.parameter("packetization-mode").orElse("0");
  }

  /// For each form of the track the client's format, the track's order; empty when the client can't
  /// receive the track.
  static List<Taken> matches(DownTrack track, List<Taken> offered) {
    List<Taken> matches = new ArrayList<>();
    for (CodecFormat format : track.formats()) {
      match(format, offered).filter(found -> !matches.contains(found)).ifPresent(matches::add);
    }
    return matches;
  }

  /// The same formats, those that the test likes first.
  static List<Taken> preferring(List<Taken> formats, Predicate<Taken> preferred) {
    List<Taken> ordered = new ArrayList<>(formats.size());
    formats.stream().filter(preferred).forEach(ordered::add);
    formats.stream().filter(preferred.negate()).forEach(ordered::add);
    return ordered;
  }

  /// The formats as a section lists them: retransmissions directly after what they repeat.
  static List<PayloadFormat> listed(List<Taken> formats) {
    List<PayloadFormat> listed = new ArrayList<>(formats.size() * 2);
    for (Taken taken : formats) {
      listed.add(taken.format());
      if (taken.rtx() != null) {
        listed.add(taken.rtx());
      }
    }
    return listed;
  }
}
