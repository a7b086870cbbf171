package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.Msid;
import io.rapat.media.sdp.SourceDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One row of the table: a section of a connection on which the client offers.
final class ClientSection {

  /// A track in the section that the client sends.
  record Up(String trackSid, int codecIndex) {}

  /// The section as it was offered last.
  MediaSection offer;

  /// The formats of the last offer that are forwarded, in the client's order.
  List<Formats.Taken> offered = List.of();

  /// Not rejected, in the bundle, and for media with a format that is forwarded.
  private boolean usable;

  /// The section as it was answered last; before the first answer, the offer.
  MediaSection answer;

  /// The formats of the last answer, the preferred first.
  List<Formats.Taken> formats = List.of();

  @Nullable Up up;
  @Nullable DownBinding down;

  /// It carried a down track that is gone, and has not been answered inactive since.
  boolean draining;

  /// The version of the answer that showed it inactive for the first time after it carried a track.
  int restedIn = -1;

  /// It sends a track that this side has unpublished: nothing is to be matched with it until the
  /// client changes it.
  boolean abandoned;

  /// The codec that the answers prefer while the client sends; null when the offer's order decides.
  @Nullable Codec preferred;

  ClientSection(MediaSection offer, boolean bundled) {
    this.offer = offer;
    this.answer = offer;
    take(offer, bundled);
  }

  /// Takes the section of a new offer.
  void take(MediaSection newOffer, boolean bundled) {
    offer = newOffer;
    offered = isMedia() ? Formats.taken(newOffer) : List.of();
    usable = bundled && !(isMedia() && offered.isEmpty());
  }

  String mid() {
    return offer.mid();
  }

  MediaKind kind() {
    return Formats.kindOf(offer);
  }

  boolean isMedia() {
    return offer.kind() != MediaSection.Kind.APPLICATION;
  }

  /// The client sends. What it also would receive there is never used, since Firefox refuses an
  /// answer in both directions and others announce no track.
  boolean clientSends() {
    return isMedia() && usable && offer.direction().sends();
  }

  /// A section the server may send in.
  boolean clientOnlyReceives() {
    return isMedia() && usable && offer.direction() == Direction.RECVONLY;
  }

  /// Free for a down track, by the recycling rule: unused, or answered inactive since.
  boolean free() {
    return clientOnlyReceives() && down == null && !draining;
  }

  /// Decides what the client is to send. That stays while it sends, so that an announced type stays
  /// true.
  ///
  /// @param track the track it sends, or null while none is known
  void prefer(@Nullable UpTrack track) {
    if (!clientSends() || preferred != null) {
      return;
    }
    Codec wanted = track == null ? null : wanted(track);
    if (wanted != null && offers(wanted)) {
      preferred = wanted;
    } else if (kind() == MediaKind.AUDIO) {
      preferred = offers(Codec.OPUS) ? Codec.OPUS : null;
    } else {
      preferred = offered.getFirst().codec();
    }
  }

  private @Nullable Codec wanted(UpTrack track) {
    if (track.kind() == MediaKind.AUDIO) {
      return track.red() ? Codec.RED : Codec.OPUS;
    }
    int index = up == null ? 0 : up.codecIndex();
    return index < track.codecs().size() ? track.codecs().get(index).codec() : null;
  }

  private boolean offers(Codec codec) {
    return offered.stream().anyMatch(taken -> taken.codec() == codec);
  }

  /// The id of the sent track in the description, or "".
  static String sdpCid(MediaSection section) {
    for (Msid msid : section.msids()) {
      if (!msid.track().isEmpty() && !msid.track().equals("-")) {
        return msid.track();
      }
    }
    for (SourceDescription source : section.sources()) {
      String track = source.msid().map(Msid::track).orElse("");
      if (!track.isEmpty() && !track.equals("-")) {
        return track;
      }
    }
    return "";
  }
}
