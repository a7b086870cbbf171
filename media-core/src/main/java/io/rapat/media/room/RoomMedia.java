package io.rapat.media.room;

import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.stream.PacketHistory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The media of one room. Everything happens on the one thread that owns the room; nothing here
/// blocks, reads a clock or touches a socket. The way of a packet is in [Forwarder].
public final class RoomMedia {
  private static final long BUSY_NANOS = 10_000_000L;
  private static final long HOUSEKEEPING_NANOS = 100_000_000L;
  private static final long SPEAKERS_NANOS = 400_000_000L;
  private static final long QUALITY_NANOS = 5_000_000_000L;
  private static final long IDLE_NANOS = 1_000_000_000L;

  private final RoomId id;
  private final PacketSlots slots;
  private final RandomGenerator random;
  private final Counters counters;
  private final Forwarder forwarder;
  private final FeedbackReader feedback;
  private final Reporter reporter;
  private final Housekeeper housekeeper;
  private final ActiveSpeakers speakers;
  private final QualityReporter quality;

  private @Nullable RoomPeer[] peers = new @Nullable RoomPeer[8];
  private final Map<PublicationId, Publication> publications = new HashMap<>();
  private final List<Publication> publicationList = new ArrayList<>();
  private final Map<SubscriptionId, Subscription> subscriptions = new HashMap<>();

  private boolean clockStarted;
  private boolean deadlineKnown;
  private long nextDeadlineNanos;
  private long nextHousekeepingNanos;
  private long nextSpeakersNanos;
  private long nextQualityNanos;

  /// @param slots where the packets given to [#onRtp] lie; the room releases them
  /// @param output takes packets for subscribers and RTCP for everyone
  /// @param random start values of sequence numbers, timestamps and SSRCs
  public RoomMedia(
      RoomId id,
      PacketSlots slots,
      PacketOutput output,
      MediaEventSink events,
      RandomGenerator random) {
    this(id, slots, output, events, random, new DropTotals());
  }

  /// The same with counters that outlive the room.
  ///
  /// @param totals what this room drops is added to it
  public RoomMedia(
      RoomId id,
      PacketSlots slots,
      PacketOutput output,
      MediaEventSink events,
      RandomGenerator random,
      DropTotals totals) {
    counters = new Counters(totals);
    this.id = id;
    this.slots = slots;
    this.random = random;
    RtpPacket packet = new RtpPacket();
    PacketSender sender = new PacketSender(output, counters, packet);
    forwarder = new Forwarder(id, slots, events, counters, sender, packet);
    Retransmitter retransmitter = new Retransmitter(slots, counters, sender);
    feedback = new FeedbackReader(counters, retransmitter, new RoomPeer(new PeerId(-1), -1, 0));
    reporter = new Reporter(output, counters);
    housekeeper = new Housekeeper(slots, counters);
    speakers = new ActiveSpeakers(id, events);
    quality = new QualityReporter(id, events);
  }

  public RoomId id() {
    return id;
  }

  /// A transport of the room.
  ///
  /// @param index small number by which the loop names it in every later call; free for another
  ///   peer after [#removePeer]
  public void addPeer(PeerId peer, int index) {
    removePeer(index);
    if (index >= peers.length) {
      peers = Arrays.copyOf(peers, Math.max(index + 1, 2 * peers.length));
    }
    peers[index] = new RoomPeer(peer, index, random.nextInt() | 1);
  }

  /// Ends everything the peer publishes and receives.
  public void removePeer(int index) {
    RoomPeer peer = peer(index);
    if (peer == null) {
      return;
    }
    for (Subscription subscription : List.copyOf(peer.subscriptions)) {
      unsubscribe(subscription);
    }
    for (Publication publication : List.copyOf(peer.publications)) {
      unpublish(publication);
    }
    for (int slot = peer.parked.take(); slot != ParkedPackets.NONE; slot = peer.parked.take()) {
      slots.release(slot);
    }
    peers[index] = null;
  }

  private @Nullable RoomPeer peer(int index) {
    return index >= 0 && index < peers.length ? peers[index] : null;
  }

  /// Applies [MediaCommand.Publish], [MediaCommand.Unpublish], [MediaCommand.SetMuted],
  /// [MediaCommand.Subscribe], [MediaCommand.UpdateSubscription], [MediaCommand.Unsubscribe] and
  /// [MediaCommand.RequestKeyFrame]; others don't concern the room and are ignored. A command that
  /// names something unknown is ignored: it lost a race against the end of what it names.
  ///
  /// @param peerIndex the index of the peer the command names, -1 if it names none
  public void apply(MediaCommand command, int peerIndex, long nowNanos) {
    switch (command) {
      case MediaCommand.Publish publish -> publish(publish, peer(peerIndex), nowNanos);
      case MediaCommand.Unpublish end -> unpublish(publications.get(end.publication()));
      case MediaCommand.SetMuted set -> setMuted(set, nowNanos);
      case MediaCommand.Subscribe subscribe -> subscribe(subscribe, peer(peerIndex), nowNanos);
      case MediaCommand.UpdateSubscription update -> update(update, nowNanos);
      case MediaCommand.Unsubscribe end -> unsubscribe(subscriptions.get(end.subscription()));
      case MediaCommand.RequestKeyFrame request -> requestKeyFrame(request);
      case MediaCommand.OpenRoom _,
          MediaCommand.CloseRoom _,
          MediaCommand.OpenPeer _,
          MediaCommand.SetRemote _,
          MediaCommand.RestartIce _,
          MediaCommand.ClosePeer _,
          MediaCommand.OpenDataChannel _,
          MediaCommand.SendData _ -> {}
    }
    lookAt(nowNanos);
  }

  private void publish(MediaCommand.Publish publish, @Nullable RoomPeer peer, long nowNanos) {
    if (peer == null || !Publication.isDense(publish)) {
      return;
    }
    Publication known = publications.get(publish.publication());
    if (known != null && known.peer != peer) {
      return;
    }
    Publication publication = known == null ? new Publication(publish, peer) : known;
    publication.map(publish);
    if (known == null) {
      publications.put(publication.id, publication);
      publicationList.add(publication);
      peer.publications.add(publication);
    }
    peer.learn(publication.extensions);
    for (LayerSource source : publish.layers()) {
      if (source.spatial() < publication.layers.length) {
        Layer layer = publication.layers[source.spatial()];
        Demultiplexer.bindSignalled(peer, layer, source, counters);
      }
    }
    replayParked(peer, nowNanos);
  }

  private void replayParked(RoomPeer peer, long nowNanos) {
    for (int left = peer.parked.count(); left > 0; left--) {
      int length = peer.parked.length();
      long arrival = peer.parked.arrivalNanos();
      forwarder.onRtp(peer, peer.parked.take(), length, Math.min(arrival, nowNanos));
    }
  }

  private void unpublish(@Nullable Publication publication) {
    if (publication == null) {
      return;
    }
    for (Subscription subscription : List.copyOf(publication.subscriptions)) {
      unsubscribe(subscription);
    }
    Demultiplexer.unbind(publication.peer, publication.layers);
    for (Layer layer : publication.layers) {
      PacketHistory history = layer.stream.history();
      for (int slot = history.clear(); slot != PacketHistory.NONE; slot = history.clear()) {
        slots.release(slot);
      }
    }
    publication.peer.publications.remove(publication);
    publicationList.remove(publication);
    publications.remove(publication.id);
  }

  private void setMuted(MediaCommand.SetMuted set, long nowNanos) {
    Publication publication = publications.get(set.publication());
    if (publication == null || publication.muted == set.muted()) {
      return;
    }
    publication.muted = set.muted();
    for (Subscription subscription : publication.subscriptions) {
      subscription.interrupt();
      select(subscription, nowNanos);
    }
    publication.rewire();
  }

  private void subscribe(MediaCommand.Subscribe subscribe, @Nullable RoomPeer peer, long nowNanos) {
    Publication publication = publications.get(subscribe.publication());
    if (peer == null
        || publication == null
        || subscriptions.containsKey(subscribe.subscription())) {
      return;
    }
    if (peer.bySsrc.get((int) subscribe.ssrc()) != null) {
      counters.count(Drop.SSRC_TAKEN);
      return;
    }
    Subscription subscription = new Subscription(subscribe, peer, publication, random);
    subscriptions.put(subscription.id, subscription);
    publication.subscriptions.add(subscription);
    peer.subscriptions.add(subscription);
    peer.bySsrc.put(subscription.ssrc, subscription);
    select(subscription, nowNanos);
    publication.rewire();
  }

  private static void select(Subscription subscription, long nowNanos) {
    subscription.nextKeyFrameRequestNanos = nowNanos;
    subscription.select(nowNanos);
    Housekeeper.requestKeyFrame(subscription, nowNanos);
  }

  private void update(MediaCommand.UpdateSubscription update, long nowNanos) {
    Subscription subscription = subscriptions.get(update.subscription());
    if (subscription == null) {
      return;
    }
    if (update.paused() && !subscription.paused) {
      subscription.interrupt();
    }
    subscription.paused = update.paused();
    subscription.maxSpatial = Math.max(0, update.maxSpatial());
    subscription.maxTemporal = Math.max(0, update.maxTemporal());
    select(subscription, nowNanos);
    subscription.publication.rewire();
  }

  private void unsubscribe(@Nullable Subscription subscription) {
    if (subscription == null) {
      return;
    }
    subscriptions.remove(subscription.id);
    subscription.publication.subscriptions.remove(subscription);
    subscription.publication.rewire();
    subscription.receiver.subscriptions.remove(subscription);
    subscription.receiver.bySsrc.remove(subscription.ssrc);
  }

  private void requestKeyFrame(MediaCommand.RequestKeyFrame request) {
    Publication publication = publications.get(request.publication());
    if (publication == null || publication.kind != MediaKind.VIDEO) {
      return;
    }
    for (Layer layer : publication.layers) {
      if (layer.subscriberCount() > 0) {
        layer.keyFrames.want();
      }
    }
  }

  /// A peer is back after a silence in which it lost what was sent: it gets key frames without
  /// having to ask.
  public void refreshPictures(int peerIndex) {
    RoomPeer peer = peer(peerIndex);
    if (peer == null) {
      return;
    }
    for (Subscription subscription : peer.subscriptions) {
      Layer layer = subscription.current;
      if (layer != null && subscription.publication.kind == MediaKind.VIDEO) {
        layer.keyFrames.want();
      }
    }
  }

  /// An authenticated plaintext RTP packet at the beginning of `slot`. The room takes the slot over
  /// and releases it.
  ///
  /// Hot path.
  public void onRtp(int peerIndex, int slot, int length, long nowNanos) {
    counters.packetsReceived++;
    counters.bytesReceived += length;
    RoomPeer peer = peer(peerIndex);
    if (peer == null) {
      counters.count(Drop.UNKNOWN_PEER);
      slots.release(slot);
      return;
    }
    peer.heard++;
    forwarder.onRtp(peer, slot, length, nowNanos);
    if (peer.transportSequenceExtension != 0) {
      lookAt(nowNanos + BUSY_NANOS);
    }
  }

  /// An authenticated plaintext RTCP packet or compound.
  ///
  /// Hot path.
  public void onRtcp(int peerIndex, MemorySegment segment, long offset, int length, long nowNanos) {
    RoomPeer peer = peer(peerIndex);
    if (peer == null) {
      counters.count(Drop.UNKNOWN_PEER);
      return;
    }
    peer.heard++;
    feedback.read(peer, segment, offset, length, nowNanos);
    lookAt(nowNanos + BUSY_NANOS);
  }

  private void lookAt(long nanos) {
    if (nanos - nextDeadlineNanos < 0 || !deadlineKnown) {
      nextDeadlineNanos = nanos;
      deadlineKnown = true;
    }
  }

  /// Does what is due: NACK, transport feedback, reports, key-frame requests, speakers, quality.
  /// Calling early is harmless.
  public void onTimer(long nowNanos) {
    startClock(nowNanos);
    if (nowNanos - nextHousekeepingNanos >= 0) {
      nextHousekeepingNanos = nowNanos + HOUSEKEEPING_NANOS;
      housekeeper.run(peers, publicationList, nowNanos);
    }
    boolean busy = false;
    for (RoomPeer peer : peers) {
      if (peer != null) {
        busy |= reporter.report(peer, nowNanos);
      }
    }
    if (nowNanos - nextSpeakersNanos >= 0) {
      nextSpeakersNanos = nowNanos + SPEAKERS_NANOS;
      speakers.update(publicationList, nowNanos);
    }
    if (nowNanos - nextQualityNanos >= 0) {
      nextQualityNanos = nowNanos + QUALITY_NANOS;
      quality.update(peers, nowNanos);
    }
    long idle = publicationList.isEmpty() ? IDLE_NANOS : HOUSEKEEPING_NANOS;
    nextDeadlineNanos = nowNanos + (busy ? BUSY_NANOS : idle);
  }

  private void startClock(long nowNanos) {
    if (!clockStarted) {
      clockStarted = true;
      nextHousekeepingNanos = nowNanos;
      nextSpeakersNanos = nowNanos + SPEAKERS_NANOS;
      nextQualityNanos = nowNanos + QUALITY_NANOS;
    }
  }

  /// When [#onTimer] is to be called next, on the clock of `nowNanos`; compare by difference. Every
  /// call may bring it forward.
  public long nextDeadlineNanos() {
    return nextDeadlineNanos;
  }

  /// Releases every slot the room holds. The room isn't used afterwards.
  public void close() {
    for (int index = 0; index < peers.length; index++) {
      removePeer(index);
    }
  }

  public RoomCounters snapshot() {
    return counters.snapshot();
  }
}
