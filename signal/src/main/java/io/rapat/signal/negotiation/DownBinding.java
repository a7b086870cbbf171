package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.HeaderExtensionIds;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.Msid;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.SourceDescription;
import io.rapat.media.sdp.SourceGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A down track in a section, and how the section says so.
///
/// @param rtxSsrc -1 for none
record DownBinding(DownTrack track, long ssrc, long rtxSsrc) {

  private static final Set<String> VIDEO_FEEDBACK =
      Set.of("goog-remb", "ccm fir", "nack", "nack pli");

  /// The lines without which a receiver can't tell streams apart, since no MID is sent at it.
  void describe(MediaSection.Builder section) {
    var msid = new Msid(track.stream(), track.trackSid());
    List<SourceDescription> sources = new ArrayList<>();
    sources.add(new SourceDescription(ssrc, track.stream(), Optional.of(msid)));
    if (rtxSsrc >= 0) {
      sources.add(new SourceDescription(rtxSsrc, track.stream(), Optional.of(msid)));
      section.groups(List.of(new SourceGroup("FID", List.of(ssrc, rtxSsrc))));
    }
    section.msids(List.of(msid)).sources(sources);
  }

  /// What the media path needs to send it.
  SubscriptionBound bound(String mid, List<Formats.Taken> matches, HeaderExtensionIds extensions) {
    return new SubscriptionBound(
        track.trackSid(),
        mid,
        ssrc,
        rtxSsrc,
        matches.stream().map(Formats.Taken::mapping).toList(),
        extensions,
        track.stream());
  }

  /// A format of a section in which the server sends: bandwidth by REMB, losses by NACK; redundant
  /// audio repairs itself.
  static PayloadFormat feedback(Codec codec, PayloadFormat format, boolean redundant) {
    boolean video = codec.kind() == MediaKind.VIDEO;
    return format.withFeedback(
        format.feedback().stream()
            .filter(value ->
                video
                    ? VIDEO_FEEDBACK.contains(value)
                    : codec == Codec.OPUS && !redundant && value.equals("nack"))
            .toList());
  }
}
