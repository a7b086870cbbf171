package io.rapat.signal.negotiation;

import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.HeaderExtension;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.TransportAttributes;
import io.rapat.signal.negotiation.Formats.Taken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of the table of a connection on which the server offers: a section for a down track.
final class ServerSection {

  final String mid;
  final MediaKind kind;
  final List<HeaderExtension> extensions;

  /// What the section lists; of the track it carries, or carried last.
  private List<Taken> formats = List.of();

  /// The track that it carries, or is to carry by the next offer.
  private @Nullable DownBinding current;

  /// The track in the outstanding offer.
  private @Nullable DownBinding offered;

  /// The current track may be sent.
  private boolean started;

  /// The last completed negotiation had it inactive.
  private boolean idle;

  /// The client rejected it for good.
  private boolean dead;

  ServerSection(String mid, DownBinding first) {
    this.mid = mid;
    this.kind = first.track().kind();
    this.extensions = OfferedFormats.extensions(kind);
    carry(first);
  }

  private void carry(DownBinding binding) {
    current = binding;
    formats = OfferedFormats.of(binding.track());
    started = false;
    idle = false;
  }

  /// Carries the track from now on, if the recycling rule allows it: one negotiation has shown the
  /// client an inactive section, and the codecs are those it had, since some clients bind a decoder
  /// for good.
  boolean recycle(DownBinding binding) {
    boolean same =
        codecs(OfferedFormats.of(binding.track())).equals(codecs(formats))
            && binding.track().kind() == kind;
    if (dead || !idle || current != null || !same) {
      return false;
    }
    carry(binding);
    return true;
  }

  private static List<Integer> codecs(List<Taken> formats) {
    return formats.stream().map(taken -> taken.format().payloadType()).toList();
  }

  @Nullable DownBinding current() {
    return current;
  }

  /// Carries nothing from now on.
  void release() {
    current = null;
    started = false;
  }

  /// Whether the client still takes it for one that carries a track.
  boolean hasToBecomeInactive() {
    return current == null && !idle && !dead;
  }

  /// The section for the next offer, which becomes the outstanding one.
  MediaSection offer(TransportAttributes transport) {
    offered = current;
    MediaSection.Kind media =
        kind == MediaKind.AUDIO ? MediaSection.Kind.AUDIO : MediaSection.Kind.VIDEO;
    MediaSection.Builder section =
        MediaSection.builder(media, mid)
            .formats(Formats.listed(formats))
            .extensions(extensions)
            .direction(current == null ? Direction.INACTIVE : Direction.SENDONLY);
    if (dead) {
      return section.port(0).build();
    }
    section.transport(transport).rtcpMux(true).rtcpReducedSize(true);
    if (current != null) {
      current.describe(section);
    }
    return section.build();
  }

  /// Whether the answer has only formats that were offered.
  boolean fits(MediaSection answer) {
    return answer.rejected()
        || answer.formats().stream()
            .allMatch(format ->
                Formats.listed(formats).stream()
                    .anyMatch(ours -> ours.payloadType() == format.payloadType()));
  }

  /// What an answer means for the section.
  enum Outcome {
    /// Nothing new.
    UNCHANGED,
    /// The track may be sent now.
    STARTED,
    /// The client doesn't take the track.
    REFUSED
  }

  Outcome answered(MediaSection answer) {
    DownBinding asked = offered;
    boolean taken = asked != null && !answer.rejected() && answer.direction().receives();
    dead |= answer.rejected();
    idle = !taken;
    // A track that was let go since the offer stays in the section until the next one.
    if (asked == null || !asked.equals(current)) {
      return Outcome.UNCHANGED;
    }
    if (!taken || matches(asked, answer).isEmpty()) {
      release();
      return Outcome.REFUSED;
    }
    boolean before = started;
    started = true;
    return before ? Outcome.UNCHANGED : Outcome.STARTED;
  }

  private static List<Taken> matches(DownBinding binding, MediaSection answer) {
    return Formats.matches(binding.track(), Formats.taken(answer));
  }

  /// What the media path needs to send the track as the answer takes it.
  SubscriptionBound bound(MediaSection answer) {
    DownBinding binding = current;
    if (binding == null) {
      throw new IllegalStateException("no track in section " + mid);
    }
    return binding.bound(mid, matches(binding, answer), Extensions.downstream(answer));
  }
}
