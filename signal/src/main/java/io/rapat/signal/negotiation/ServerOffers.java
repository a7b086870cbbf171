package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.IceCredentials;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.IceAttributes;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.Origin;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.Setup;
import io.rapat.media.sdp.TransportAttributes;
import io.rapat.signal.negotiation.AnswerResult.Completed;
import io.rapat.signal.negotiation.AnswerResult.Reason;
import io.rapat.signal.negotiation.AnswerResult.Refused;
import io.rapat.signal.negotiation.AnswerResult.Stale;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The subscriber PeerConnection of a v0 client: the server offers, the client answers (RFC 9429
/// §5.2).
///
/// The first section carries data channels, the others one track each. At most one offer is
/// outstanding. Owned by one thread; no time in it.
public final class ServerOffers {

  private static final String DATA_MID = "0";

  private final LocalTransport transport;
  private final ClientTraits traits;
  private final Identifiers identifiers;
  private final String sessionId;
  private final List<ServerSection> sections = new ArrayList<>();
  private final Map<String, DownTrack> pending = new LinkedHashMap<>();

  /// Codecs that the client has shown it doesn't receive. A refused section is lost for good, so
  /// that asking again would only make descriptions longer.
  private final Set<Codec> refused = EnumSet.noneOf(Codec.class);

  private IceCredentials local;
  private @Nullable RemoteTransport remote;
  private int nextId;
  private int outstandingId = -1;
  private int version;

  /// Something besides pending tracks is to be told by an offer; the first one tells of the data
  /// channels.
  private boolean changed = true;

  private boolean restarting;

  /// @param random for credentials and SSRCs; has to be unpredictable in production
  public ServerOffers(LocalTransport transport, ClientTraits traits, RandomGenerator random) {
    this.transport = transport;
    this.traits = traits;
    this.identifiers = new Identifiers(random);
    this.sessionId = identifiers.sessionId();
    this.local = identifiers.credentials();
    this.nextId = 1 + random.nextInt(256);
  }

  /// The credentials that hold now. The transport may be opened with them before the first offer.
  public IceCredentials local() {
    return local;
  }

  /// Wants a track sent to the client. It may be sent when an answer has bound it.
  public Attachment attach(DownTrack track) {
    if (pending.containsKey(track.trackSid()) || carrying(track.trackSid()).isPresent()) {
      return Attachment.ALREADY;
    }
    if (track.formats().stream().allMatch(format -> refused.contains(format.codec()))) {
      return Attachment.UNSUPPORTED;
    }
    pending.put(track.trackSid(), track);
    return Attachment.ATTACHED;
  }

  private Optional<ServerSection> carrying(String trackSid) {
    for (ServerSection section : sections) {
      DownBinding binding = section.current();
      if (binding != null && binding.track().trackSid().equals(trackSid)) {
        return Optional.of(section);
      }
    }
    return Optional.empty();
  }

  /// No longer wants it.
  ///
  /// @return whether it was attached
  public boolean detach(String trackSid) {
    if (pending.remove(trackSid) != null) {
      return true;
    }
    Optional<ServerSection> section = carrying(trackSid);
    section.ifPresent(this::release);
    return section.isPresent();
  }

  private void release(ServerSection section) {
    DownBinding binding = section.current();
    if (binding != null) {
      free(binding);
      section.release();
      changed = true;
    }
  }

  /// Takes new credentials and gives an outstanding offer up, whose answer may have been lost with
  /// the signal connection. [#offer] has an offer after it.
  public void restartIce() {
    local = identifiers.credentials();
    restarting = version > 0;
    changed = true;
    outstandingId = -1;
  }

  /// Whether an offer waits for its answer.
  public boolean outstanding() {
    return outstandingId >= 0;
  }

  /// The next offer; empty while one is outstanding or nothing has changed. The first one is there
  /// without any track.
  public Optional<ServerOffer> offer() {
    if (outstanding()) {
      return Optional.empty();
    }
    changed |= place();
    if (!changed) {
      return Optional.empty();
    }
    boolean restarted = restarting;
    changed = false;
    restarting = false;
    outstandingId = nextId++;
    return Optional.of(
        new ServerOffer(outstandingId, describe(), midToTrackId(), local, restarted));
  }

  /// Gives the pending tracks sections.
  ///
  /// @return whether any got one
  private boolean place() {
    boolean placed = false;
    for (DownTrack track : List.copyOf(pending.values())) {
      long rtxSsrc = track.kind() == MediaKind.VIDEO ? identifiers.ssrc() : -1;
      var binding = new DownBinding(track, identifiers.ssrc(), rtxSsrc);
      if (place(binding)) {
        pending.remove(track.trackSid());
        placed = true;
      } else {
        free(binding);
      }
    }
    return placed;
  }

  private boolean place(DownBinding binding) {
    if (!traits.needsFreshSections() && sections.stream().anyMatch(s -> s.recycle(binding))) {
      return true;
    }
    boolean room = sections.size() + 1 < SessionDescription.MAX_SECTIONS;
    return room && sections.add(new ServerSection(Integer.toString(sections.size() + 1), binding));
  }

  private void free(DownBinding binding) {
    identifiers.free(binding.ssrc());
    identifiers.free(binding.rtxSsrc());
  }

  private SessionDescription describe() {
    var own =
        new TransportAttributes(
            Optional.of(new IceAttributes(local.ufrag(), local.password())),
            Optional.empty(),
            Optional.of(Setup.ACTPASS));
    List<MediaSection> media = new ArrayList<>();
    media.add(
        SectionAnswers.data(DATA_MID, MediaSection.SCTP, own)
            .withCandidates(transport.candidates()));
    for (ServerSection section : sections) {
      media.add(section.offer(own));
    }
    return new SessionDescription(
        new Origin(sessionId, Integer.toString(++version)),
        true,
        true,
        media.stream().filter(section -> !section.rejected()).map(MediaSection::mid).toList(),
        new TransportAttributes(
            Optional.empty(), Optional.of(transport.fingerprint()), Optional.empty()),
        media);
  }

  private Map<String, String> midToTrackId() {
    Map<String, String> tracks = new LinkedHashMap<>();
    for (ServerSection section : sections) {
      DownBinding binding = section.current();
      if (binding != null) {
        tracks.put(section.mid, binding.track().trackSid());
      }
    }
    return tracks;
  }

  /// Takes the client's answer.
  ///
  /// @param id the offer's id; 0 from clients that don't copy it, which is taken for the
  ///   outstanding one
  public AnswerResult answered(int id, SessionDescription answer) {
    if (!outstanding() || (id != 0 && id != outstandingId)) {
      return new Stale();
    }
    Optional<Reason> refusal = refusal(answer);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    outstandingId = -1;
    RemoteTransport now = remote(answer.bundledTransport());
    remote = now;
    List<SubscriptionBound> bound = new ArrayList<>();
    List<String> unsupported = new ArrayList<>();
    for (int i = 1; i < answer.media().size(); i++) {
      take(sections.get(i - 1), answer.media().get(i), bound, unsupported);
    }
    changed |= sections.stream().anyMatch(ServerSection::hasToBecomeInactive);
    return new Completed(now, bound, unsupported);
  }

  private void take(
      ServerSection section,
      MediaSection answer,
      List<SubscriptionBound> bound,
      List<String> unsupported) {
    DownBinding asked = section.current();
    switch (section.answered(answer)) {
      case UNCHANGED -> {}
      case STARTED -> bound.add(section.bound(answer));
      case REFUSED -> {
        if (asked != null) {
          unsupported.add(asked.track().trackSid());
          free(asked);
          if (answer.rejected()) {
            asked.track().formats().forEach(format -> refused.add(format.codec()));
          }
        }
      }
    }
  }

  private Optional<Reason> refusal(SessionDescription answer) {
    if (!sectionsFit(answer)) {
      return Optional.of(Reason.SECTIONS_DIFFER);
    }
    for (int i = 1; i < answer.media().size(); i++) {
      if (!sections.get(i - 1).fits(answer.media().get(i))) {
        return Optional.of(Reason.PAYLOAD_TYPE_NOT_OFFERED);
      }
    }
    TransportAttributes said = answer.bundledTransport();
    if (said.setup().isEmpty() || said.setup().get() == Setup.ACTPASS || said.ice().isEmpty()) {
      return Optional.of(Reason.SETUP);
    }
    RemoteTransport now = remote(said);
    if (remote != null && remote.dtlsClient() != now.dtlsClient()) {
      return Optional.of(Reason.SETUP);
    }
    boolean sameCertificate = remote == null || remote.fingerprint().equals(now.fingerprint());
    return sameCertificate ? Optional.empty() : Optional.of(Reason.FINGERPRINT_CHANGED);
  }

  private boolean sectionsFit(SessionDescription answer) {
    List<MediaSection> media = answer.media();
    if (media.size() != sections.size() + 1) {
      return false;
    }
    MediaSection data = media.getFirst();
    if (data.kind() != MediaSection.Kind.APPLICATION || !data.mid().equals(DATA_MID)) {
      return false;
    }
    for (int i = 1; i < media.size(); i++) {
      MediaSection section = media.get(i);
      ServerSection ours = sections.get(i - 1);
      boolean sameKind =
          section.kind() != MediaSection.Kind.APPLICATION && Formats.kindOf(section) == ours.kind;
      if (!section.mid().equals(ours.mid) || !sameKind) {
        return false;
      }
    }
    return true;
  }

  /// A client that is active opens the handshake, and this side waits for it.
  private static RemoteTransport remote(TransportAttributes said) {
    return new RemoteTransport(
        said.ice().orElseThrow().ufrag(),
        said.fingerprint().orElseThrow(),
        said.setup().orElseThrow() == Setup.PASSIVE);
  }
}
