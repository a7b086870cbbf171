package io.rapat.signal.negotiation;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.room.PayloadMapping;
import io.rapat.media.sdp.IceAttributes;
import io.rapat.media.sdp.MediaSection;
import io.rapat.media.sdp.Origin;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.Setup;
import io.rapat.media.sdp.SourceDescription;
import io.rapat.media.sdp.TransportAttributes;
import io.rapat.signal.negotiation.ClientSection.Up;
import io.rapat.signal.negotiation.Formats.Taken;
import io.rapat.signal.negotiation.OfferResult.Answer;
import io.rapat.signal.negotiation.OfferResult.Reason;
import io.rapat.signal.negotiation.OfferResult.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One PeerConnection on which the client offers and the server answers: the publisher connection
/// of a v0 client, or the single connection of a v1 client (RFC 9429 §5.3).
///
/// Keeps a table mid → section and writes each answer from it. Owned by one thread; no time in it.
public final class ClientOffers {

  /// Which connection it is.
  public enum Role {
    /// v0: the client only sends on it.
    PUBLISHER,
    /// v1: the client sends and receives on it.
    SINGLE
  }

  private final Role role;
  private final LocalTransport transport;
  private final ClientTraits traits;
  private final Identifiers identifiers;
  private final String sessionId;
  private final List<ClientSection> sections = new ArrayList<>();
  private final DownTracks downTracks = new DownTracks();
  private IceCredentials local;
  private @Nullable RemoteTransport remote;
  private @Nullable IceAttributes remoteIce;
  private int version;

  /// @param random for credentials and SSRCs; has to be unpredictable in production
  public ClientOffers(
      Role role, LocalTransport transport, ClientTraits traits, RandomGenerator random) {
    this.role = role;
    this.transport = transport;
    this.traits = traits;
    this.identifiers = new Identifiers(random);
    this.sessionId = identifiers.sessionId();
    this.local = identifiers.credentials();
  }

  /// The credentials that hold now. The transport may be opened with them before the first offer.
  public IceCredentials local() {
    return local;
  }

  /// Answers an offer.
  ///
  /// @param announced every track the client has announced and not unpublished, in order of their
  ///   AddTrack requests
  public OfferResult answer(SessionDescription offer, List<UpTrack> announced) {
    Optional<Reason> refusal = refusal(offer);
    if (refusal.isPresent()) {
      return new Refused(refusal.get());
    }
    boolean iceRestarted = takeTransport(offer);
    if (iceRestarted) {
      resumed();
    }
    List<PublicationEnded> ended = new ArrayList<>();
    List<String> displaced = new ArrayList<>();
    takeSections(offer, announced, ended, displaced);
    List<ClientSection> published = new UpMatching(announced, sections).bind(sections);
    downTracks.offered(sections.size());
    List<String> unsupported = downTracks.giveUpUnsupported(sections);
    List<ClientSection> bound = downTracks.bind(sections, identifiers);
    writeAnswers(offer, announced);
    return new Answer(
        describe(offer),
        midToTrackId(),
        local,
        remote(),
        iceRestarted,
        published.stream().map(ClientOffers::started).toList(),
        ended,
        waiting(),
        bound.stream().map(ClientOffers::bound).toList(),
        displaced,
        unsupported);
  }

  private Optional<Reason> refusal(SessionDescription offer) {
    List<MediaSection> media = offer.media();
    if (media.isEmpty()) {
      return Optional.of(Reason.EMPTY);
    }
    if (media.size() < sections.size()) {
      return Optional.of(Reason.SECTION_REMOVED);
    }
    for (int i = 0; i < sections.size(); i++) {
      MediaSection before = sections.get(i).offer;
      MediaSection now = media.get(i);
      boolean same = before.mid().equals(now.mid()) && before.kind() == now.kind();
      if (!same && !before.rejected()) {
        return Optional.of(Reason.SECTION_CHANGED);
      }
    }
    if (media.stream().noneMatch(section -> isBundled(offer, section))) {
      return Optional.of(Reason.NOT_BUNDLED);
    }
    boolean sameCertificate =
        remote == null
            || offer.bundledTransport().fingerprint().equals(Optional.of(remote.fingerprint()));
    return sameCertificate ? Optional.empty() : Optional.of(Reason.FINGERPRINT_CHANGED);
  }

  /// Everything goes over one transport; a client that bundles nothing has one section only.
  private static boolean isBundled(SessionDescription offer, MediaSection section) {
    boolean member =
        offer.bundle().isEmpty()
            ? section.mid().equals(offer.media().getFirst().mid())
            : offer.bundle().contains(section.mid());
    return member && !section.rejected();
  }

  /// @return whether the client restarted ICE (RFC 8445 §9)
  private boolean takeTransport(SessionDescription offer) {
    TransportAttributes said = offer.bundledTransport();
    IceAttributes ice = said.ice().orElseThrow();
    boolean restarted = remoteIce != null && !remoteIce.equals(ice);
    if (restarted) {
      local = identifiers.credentials();
    }
    boolean dtlsClient =
        remote != null ? remote.dtlsClient() : said.setup().orElse(Setup.ACTPASS) != Setup.ACTIVE;
    remoteIce = ice;
    remote = new RemoteTransport(ice.ufrag(), said.fingerprint().orElseThrow(), dtlsClient);
    return restarted;
  }

  private RemoteTransport remote() {
    if (remote == null) {
      throw new IllegalStateException("no offer was taken yet");
    }
    return remote;
  }

  private void takeSections(
      SessionDescription offer,
      List<UpTrack> announced,
      List<PublicationEnded> ended,
      List<String> displaced) {
    var matching = new UpMatching(announced, sections);
    for (int i = 0; i < offer.media().size(); i++) {
      MediaSection now = offer.media().get(i);
      now.sources().stream().map(SourceDescription::ssrc).forEach(identifiers::taken);
      if (i == sections.size()) {
        sections.add(new ClientSection(now, isBundled(offer, now)));
        continue;
      }
      ClientSection section = sections.get(i);
      MediaSection before = section.offer;
      section.take(now, isBundled(offer, now));
      takeUp(section, before, matching, ended);
      takeDown(section, displaced);
    }
  }

  private static void takeUp(
      ClientSection section,
      MediaSection before,
      UpMatching matching,
      List<PublicationEnded> ended) {
    String cid = ClientSection.sdpCid(section.offer);
    boolean stopped = !section.clientSends();
    if (stopped || !cid.equals(ClientSection.sdpCid(before))) {
      section.abandoned = false;
    }
    Up up = section.up;
    boolean withdrawn = up != null && matching.track(up.trackSid()) == null;
    boolean other = up != null && !stopped && matching.namesAnother(cid, up);
    if (up != null && (stopped || withdrawn || other)) {
      ended.add(new PublicationEnded(up.trackSid(), up.codecIndex(), before.mid()));
      section.up = null;
      section.abandoned = withdrawn && !stopped && !other;
    }
    if (stopped || other) {
      section.preferred = null;
    }
  }

  private void takeDown(ClientSection section, List<String> displaced) {
    DownBinding down = section.down;
    boolean kept =
        down != null && section.clientOnlyReceives() && DownTracks.fits(down.track(), section);
    if (down != null && !kept) {
      displaced.add(down.track().trackSid());
      release(section, down);
      downTracks.add(down.track());
    }
    if (section.offer.rejected()) {
      section.draining = false;
    }
  }

  private void release(ClientSection section, DownBinding down) {
    identifiers.free(down.ssrc());
    identifiers.free(down.rtxSsrc());
    section.down = null;
    section.draining = true;
  }

  private void writeAnswers(SessionDescription offer, List<UpTrack> announced) {
    var matching = new UpMatching(announced, sections);
    var own =
        new TransportAttributes(
            Optional.of(new IceAttributes(local.ufrag(), local.password())),
            Optional.empty(),
            Optional.of(remote().dtlsClient() ? Setup.ACTIVE : Setup.PASSIVE));
    var answers = new SectionAnswers(role == Role.SINGLE, traits, own, offer.extmapAllowMixed());
    for (ClientSection section : sections) {
      UpTrack track = section.up == null ? null : matching.track(section.up.trackSid());
      section.prefer(track);
      if (!isBundled(offer, section.offer)) {
        section.answer = answers.reject(section.offer);
      } else if (section.isMedia()) {
        section.answer = answers.media(section, track);
      } else {
        section.answer = answers.data(section.offer);
      }
      if (section.draining) {
        // The client has seen it inactive when it offers again.
        section.draining = false;
        section.restedIn = version + 1;
      }
    }
  }

  private SessionDescription describe(SessionDescription offer) {
    List<String> bundle = new ArrayList<>();
    List<MediaSection> media = new ArrayList<>();
    for (ClientSection section : sections) {
      MediaSection answer = section.answer;
      if (!answer.rejected() && !offer.bundle().isEmpty()) {
        bundle.add(answer.mid());
      }
      boolean carriesTransport = media.stream().allMatch(MediaSection::rejected);
      media.add(
          carriesTransport && !answer.rejected()
              ? answer.withCandidates(transport.candidates())
              : answer);
    }
    return new SessionDescription(
        new Origin(sessionId, Integer.toString(++version)),
        true,
        offer.extmapAllowMixed(),
        bundle,
        new TransportAttributes(
            Optional.empty(), Optional.of(transport.fingerprint()), Optional.empty()),
        media);
  }

  private Map<String, String> midToTrackId() {
    Map<String, String> tracks = new LinkedHashMap<>();
    for (ClientSection section : sections) {
      if (section.down != null) {
        tracks.put(section.mid(), section.down.track().trackSid());
      }
    }
    return tracks;
  }

  private List<String> waiting() {
    return sections.stream()
        .filter(section -> section.clientSends() && section.up == null && !section.abandoned)
        .map(ClientSection::mid)
        .toList();
  }

  private static PublicationStarted started(ClientSection section) {
    Up up = section.up;
    if (up == null) {
      throw new IllegalStateException("no track in section " + section.mid());
    }
    List<PayloadMapping> payloads = section.formats.stream().map(Taken::mapping).toList();
    return new PublicationStarted(
        up.trackSid(),
        up.codecIndex(),
        section.mid(),
        ClientSection.sdpCid(section.offer),
        section.kind(),
        section.formats.getFirst().codec(),
        payloads,
        section.formats.stream().map(Taken::asCodecFormat).toList(),
        Extensions.upstream(section.answer),
        UpLayers.of(section.offer));
  }

  private static SubscriptionBound bound(ClientSection section) {
    DownBinding down = section.down;
    if (down == null) {
      throw new IllegalStateException("no down track in section " + section.mid());
    }
    return down.bound(
        section.mid(),
        Formats.matches(down.track(), section.formats),
        Extensions.downstream(section.answer));
  }

  /// Binds sections that already send to tracks that were announced after the offer; to be called
  /// after each AddTrack.
  public List<PublicationStarted> bindWaiting(List<UpTrack> announced) {
    return new UpMatching(announced, sections)
        .bind(sections).stream().map(ClientOffers::started).toList();
  }

  /// Wants a track sent to the client. It is bound by the next answer that has a section for it.
  ///
  /// @throws IllegalStateException on a publisher connection, on which nothing is sent
  public Attachment attach(DownTrack track) {
    if (role == Role.PUBLISHER) {
      throw new IllegalStateException("a publisher connection takes no down track");
    }
    if (downTracks.isPending(track.trackSid()) || carrying(track.trackSid()).isPresent()) {
      return Attachment.ALREADY;
    }
    if (DownTracks.isUnsupported(track, sections)) {
      return Attachment.UNSUPPORTED;
    }
    downTracks.add(track);
    return Attachment.ATTACHED;
  }

  private Optional<ClientSection> carrying(String trackSid) {
    return sections.stream()
        .filter(section -> section.down != null && section.down.track().trackSid().equals(trackSid))
        .findFirst();
  }

  /// No longer wants it. Its section becomes inactive by the next answer.
  ///
  /// @return whether it was attached
  public boolean detach(String trackSid) {
    if (downTracks.remove(trackSid)) {
      return true;
    }
    Optional<ClientSection> section = carrying(trackSid);
    section.ifPresent(carrier -> {
      DownBinding down = carrier.down;
      if (down != null) {
        release(carrier, down);
        downTracks.changed();
      }
    });
    return section.isPresent();
  }

  /// The client's signal connection was replaced: the last answer and the last requirement may be
  /// lost. Sections that were to rest by that answer rest once more. An offer that restarts ICE
  /// does the same by itself.
  public void resumed() {
    downTracks.forgetAsking();
    for (ClientSection section : sections) {
      if (section.restedIn == version && section.down == null) {
        section.draining = true;
      }
    }
  }

  /// What to ask the client for now, and notes that it was asked. Empty when there is nothing to
  /// change, or when it was asked already since the last offer. To be called some milliseconds
  /// after [#attach] and [#detach], so that several changes are asked for at once, and after each
  /// answer.
  public Optional<SectionsRequirement> takeRequirement() {
    return downTracks.takeRequirement(sections);
  }
}
