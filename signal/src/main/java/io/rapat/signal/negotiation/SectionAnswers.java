package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.Direction;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.PayloadFormat;
import io.rapat.media.sdp.Rid;
import io.rapat.media.sdp.Simulcast;
import io.rapat.media.sdp.TransportAttributes;
import io.rapat.signal.negotiation.Formats.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the answers to single sections. Payload types and extension ids are always the offered
/// ones: browsers don't read others (RFC 9429 §5.3.1).
///
/// @param single whether the client also receives on the connection
/// @param transport ICE credentials and DTLS role, the same in each section
/// @param allowMixed whether the session lets one-byte and two-byte extensions mix (RFC 8285)
record SectionAnswers(
    boolean single, ClientTraits traits, TransportAttributes transport, boolean allowMixed) {

  private static final int SCTP_PORT = 5000;

  /// Largest data message this side takes, as LiveKit's server says it.
  private static final int MAX_MESSAGE_BYTES = 65_535;

  private static final Set<String> VIDEO_FEEDBACK =
      Set.of("transport-cc", "goog-remb", "ccm fir", "nack", "nack pli");

  /// The answer to a section that isn't used, and never will be.
  MediaSection reject(MediaSection offer) {
    return MediaSection.builder(offer.kind(), offer.mid())
        .port(0)
        .protocol(offer.protocol())
        .direction(Direction.INACTIVE)
        .formats(first(offer))
        .build();
  }

  private static List<PayloadFormat> first(MediaSection offer) {
    return offer.formats().stream().limit(1).map(format -> format.withFeedback(List.of())).toList();
  }

  MediaSection data(MediaSection offer) {
    return data(offer.mid(), offer.protocol(), transport);
  }

  /// A section for data channels, the same in offers and answers.
  static MediaSection data(String mid, String protocol, TransportAttributes transport) {
    return MediaSection.builder(MediaSection.Kind.APPLICATION, mid)
        .protocol(protocol)
        .transport(transport)
        .dataChannels(SCTP_PORT, MAX_MESSAGE_BYTES)
        .build();
  }

  /// The answer to a media section; sets the section's formats.
  ///
  /// @param track the announced track in a sending section, or null
  MediaSection media(ClientSection section, @Nullable UpTrack track) {
    MediaSection offer = section.offer;
    section.formats = formats(section, track);
    MediaSection.Builder answer =
        MediaSection.builder(offer.kind(), offer.mid())
            .protocol(offer.protocol())
            .transport(transport)
            .rtcpMux(true)
            .rtcpReducedSize(true)
            .extmapAllowMixed(offer.extmapAllowMixed())
            .extensions(Extensions.taken(offer, single, allowMixed || offer.extmapAllowMixed()))
            .formats(section.formats.isEmpty() ? first(offer) : Formats.listed(section.formats))
            .direction(direction(section));
    if (section.clientSends()) {
      receiveLayers(offer, answer);
    }
    if (section.down != null) {
      section.down.describe(answer);
    }
    return answer.build();
  }

  private static Direction direction(ClientSection section) {
    if (section.clientSends()) {
      return Direction.RECVONLY;
    }
    return section.down != null ? Direction.SENDONLY : Direction.INACTIVE;
  }

  private List<Taken> formats(ClientSection section, @Nullable UpTrack track) {
    List<Taken> taken = section.offered;
    if (section.clientSends()) {
      return section.kind() == MediaKind.AUDIO
          ? sentAudio(section, track, taken)
          : sentVideo(section, taken);
    }
    DownBinding down = section.down;
    if (down == null) {
      return taken.stream().map(t -> downFeedback(t, false)).toList();
    }
    List<Taken> matches = Formats.matches(down.track(), taken);
    boolean redundant = !matches.isEmpty() && matches.getFirst().codec() == Codec.RED;
    List<Taken> ordered = new ArrayList<>(matches);
    taken.stream().filter(t -> !matches.contains(t)).forEach(ordered::add);
    return ordered.stream()
        .map(t -> downFeedback(t, redundant))
        .map(t -> t.codec() == Codec.OPUS && down.track().stereo() ? t.with(this::stereo) : t)
        .toList();
  }

  private static Taken downFeedback(Taken taken, boolean redundant) {
    return taken.with(format -> DownBinding.feedback(taken.codec(), format, redundant));
  }

  private PayloadFormat stereo(PayloadFormat opus) {
    return OpusParameters.parse(opus.parameters()).put("sprop-stereo", "1").apply(opus);
  }

  private List<Taken> sentVideo(ClientSection section, List<Taken> taken) {
    Codec preferred = section.preferred;
    List<Taken> ordered = Formats.preferring(taken, t -> t.codec() == preferred);
    boolean only =
        traits.ignoresCodecOrder() && taken.stream().anyMatch(t -> t.codec() == preferred);
    return ordered.stream()
        .filter(t -> !only || t.codec() == preferred)
        .map(t -> t.with(this::sentVideo))
        .toList();
  }

  private PayloadFormat sentVideo(PayloadFormat format) {
    return format.withFeedback(
        format.feedback().stream()
            .filter(VIDEO_FEEDBACK::contains)
            .filter(value -> single || !value.equals("goog-remb"))
            .toList());
  }

  private List<Taken> sentAudio(ClientSection section, @Nullable UpTrack track, List<Taken> taken) {
    Codec preferred = section.preferred;
    boolean redundant = preferred == Codec.RED;
    return Formats.preferring(taken, t -> t.codec() == preferred).stream()
        .map(t -> t.codec() == Codec.OPUS ? t.with(f -> sentOpus(f, track, redundant)) : t)
        .map(t -> t.codec() == Codec.OPUS ? t : t.with(f -> f.withFeedback(List.of())))
        .toList();
  }

  private static PayloadFormat sentOpus(
      PayloadFormat opus, @Nullable UpTrack track, boolean redundant) {
    boolean nack = !redundant && opus.feedback().contains("nack");
    OpusParameters parameters = OpusParameters.parse(opus.parameters());
    if (track != null && track.stereo()) {
      parameters.put("stereo", "1").put("maxaveragebitrate", "510000");
    } else {
      // Clients offer stereo for everything; it is for those who announced it.
      parameters.remove("stereo");
    }
    if (track != null && track.dtx()) {
      parameters.put("usedtx", "1");
    } else if (track != null) {
      parameters.remove("usedtx");
    }
    return parameters.apply(opus.withFeedback(nack ? List.of("nack") : List.of()));
  }

  private static void receiveLayers(MediaSection offer, MediaSection.Builder answer) {
    List<Rid> rids =
        offer.rids().stream().filter(Rid::send).map(rid -> new Rid(rid.id(), false, "")).toList();
    List<Simulcast.Layer> layers =
        offer.simulcast().send().stream()
            .filter(layer -> rids.stream().anyMatch(rid -> rid.id().equals(layer.rid())))
            .map(layer -> new Simulcast.Layer(layer.rid(), false))
            .toList();
    answer.rids(rids).simulcast(new Simulcast(List.of(), layers));
  }
}
