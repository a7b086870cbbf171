package io.rapat.signal.negotiation;

import io.rapat.media.room.HeaderExtensionIds;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.HeaderExtension;
import io.rapat.media.sdp.MediaSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which RTP header extensions of a client are taken.
final class Extensions {

  static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";
  static final String RID = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
  static final String REPAIRED_RID = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
  static final String AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
  static final String TRANSPORT_SEQUENCE =
      "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
  static final String ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";
  static final String ABS_CAPTURE_TIME =
      "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time";
  static final String DEPENDENCY_DESCRIPTOR =
      "https://aomediacodec.github.io/av1-rtp-spec/#dependency-descriptor-rtp-header-extension";
  static final String PLAYOUT_DELAY = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay";

  private static final Set<String> AUDIO = Set.of(MID, AUDIO_LEVEL, ABS_CAPTURE_TIME);
  private static final Set<String> VIDEO =
      Set.of(
          MID,
          RID,
          REPAIRED_RID,
          TRANSPORT_SEQUENCE,
          ABS_SEND_TIME,
          ABS_CAPTURE_TIME,
          DEPENDENCY_DESCRIPTOR);

  private Extensions() {}

  /// The extensions of an offered section that the answer takes over, under the offered ids.
  ///
  /// What a section takes doesn't depend on who sends in it: browsers forget an extension that was
  /// refused once, and the section may change its direction later. Only extensions that the offer
  /// restricts to the other direction are left out.
  static List<HeaderExtension> taken(MediaSection section, boolean single, boolean allowMixed) {
    Set<String> wanted = section.kind() == MediaSection.Kind.AUDIO ? AUDIO : VIDEO;
    List<HeaderExtension> taken = new ArrayList<>();
    for (HeaderExtension extension : section.extensions()) {
      boolean known = wanted.contains(extension.uri()) && isFirst(extension, taken);
      boolean useful = single || !extension.uri().equals(ABS_SEND_TIME);
      boolean fits = extension.id() <= 14 || allowMixed;
      if (known && useful && fits && goesTheWayOf(extension, section)) {
        taken.add(HeaderExtension.of(extension.id(), extension.uri()));
      }
    }
    return taken;
  }

  private static boolean isFirst(HeaderExtension extension, List<HeaderExtension> taken) {
    return taken.stream().noneMatch(other -> other.uri().equals(extension.uri()));
  }

  private static boolean goesTheWayOf(HeaderExtension extension, MediaSection section) {
    Direction way = extension.direction().orElse(Direction.SENDRECV);
    return switch (section.direction()) {
      case SENDRECV, SENDONLY -> way.sends();
      case RECVONLY -> way.receives();
      case INACTIVE -> true;
    };
  }

  /// The ids in a section that the client sends in.
  static HeaderExtensionIds upstream(MediaSection section) {
    return new HeaderExtensionIds(
        section.extensionId(MID),
        section.extensionId(RID),
        section.extensionId(REPAIRED_RID),
        section.extensionId(AUDIO_LEVEL),
        section.extensionId(TRANSPORT_SEQUENCE),
        section.extensionId(ABS_SEND_TIME),
        section.extensionId(ABS_CAPTURE_TIME),
        section.extensionId(DEPENDENCY_DESCRIPTOR),
        0);
  }

  /// The ids in a section that the server sends in. Bandwidth is estimated from REMB, so that no
  /// transport-wide sequence number is written.
  static HeaderExtensionIds downstream(MediaSection section) {
    return new HeaderExtensionIds(
        section.extensionId(MID),
        0,
        0,
        0,
        0,
        section.extensionId(ABS_SEND_TIME),
        section.extensionId(ABS_CAPTURE_TIME),
        section.extensionId(DEPENDENCY_DESCRIPTOR),
        section.extensionId(PLAYOUT_DELAY));
  }
}
