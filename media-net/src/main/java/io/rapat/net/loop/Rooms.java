package io.rapat.net.loop;

import io.rapat.media.ice.IceLite;
import io.rapat.media.policing.TokenBucket;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.MediaEventSink;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.RoomId;
import io.rapat.media.srtp.SrtpKeys;
import io.rapat.media.srtp.SrtpReceiver;
import io.rapat.media.srtp.SrtpSender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rooms of a loop: what commands and reports do to them, what is due in them, and how one that
/// fails is closed without harm to the others. Long, since it has a handler for each command and
/// each report. Owned by its loop.
final class Rooms implements RoomSupervisor, Checks.PeerEvents {
  private static final long SCAN_NANOS = 100_000_000L;

  private final LoopSettings settings;
  private final MediaLoop loop;
  private final PeerWorkers workers;
  private final PeerTable peers;
  private final SlotSlab slots;
  private final LoopCounters counters;
  private final MediaEventSink events;
  private final Map<RoomId, LoopRoom> byId = new HashMap<>();
  private final List<LoopRoom> rooms = new ArrayList<>();
  private final List<LoopRoom> failedRooms = new ArrayList<>();
  private @Nullable PacketPath path;
  private @Nullable Checks checks;
  private @Nullable StreamTransports streams;
  private long nextScanNanos;
  private boolean scanned;
  private long nowNanos;

  Rooms(
      LoopSettings settings,
      MediaLoop loop,
      PeerWorkers workers,
      PeerTable peers,
      SlotSlab slots,
      LoopCounters counters,
      MediaEventSink events) {
    this.settings = settings;
    this.loop = loop;
    this.workers = workers;
    this.peers = peers;
    this.slots = slots;
    this.counters = counters;
    this.events = events;
  }

  /// Completes the circle: what is received goes to rooms, and rooms send.
  void connect(PacketPath path, Checks checks, StreamTransports streams) {
    this.path = path;
    this.checks = checks;
    this.streams = streams;
  }

  private static <T> T connected(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the loop isn't connected yet");
    }
    return part;
  }

  void perform(LoopTask task, long now) {
    nowNanos = now;
    switch (task) {
      case LoopTask.Command(MediaCommand command) -> perform(command);
      case LoopTask.InstallKeys(LoopPeer peer, SrtpKeys keys) -> installKeys(peer, keys);
      case LoopTask.SendDatagram(LoopPeer peer, byte[] datagram) -> sendDatagram(peer, datagram);
      case LoopTask.Fail(LoopPeer peer, MediaEvent.Failure reason) -> fail(peer, reason);
      case LoopTask.Tell(LoopPeer peer, MediaEvent event) -> tell(peer, event);
      case LoopTask.Inspect(RoomId room, var action) ->
          guarded(byId.get(room), r -> action.accept(r.media));
    }
  }

  private void perform(MediaCommand command) {
    switch (command) {
      case MediaCommand.OpenRoom(RoomId room) -> openRoom(room);
      case MediaCommand.CloseRoom(RoomId room) -> closeRoom(room);
      case MediaCommand.OpenPeer open -> openPeer(open);
      case MediaCommand.SetRemote remote ->
          withPeer(remote.peer(), peer -> peer.worker.setRemote(remote));
      case MediaCommand.RestartIce restart ->
          withPeer(restart.peer(), peer -> restartIce(peer, restart));
      case MediaCommand.ClosePeer(RoomId _, PeerId id) -> withPeer(id, this::closePeer);
      case MediaCommand.Publish publish -> apply(publish, publish.peer());
      case MediaCommand.Subscribe subscribe -> apply(subscribe, subscribe.peer());
      case MediaCommand.Unpublish _,
          MediaCommand.SetMuted _,
          MediaCommand.UpdateSubscription _,
          MediaCommand.Unsubscribe _,
          MediaCommand.RequestKeyFrame _ ->
          guarded(byId.get(command.room()), r -> r.media.apply(command, -1, nowNanos));
      case MediaCommand.OpenDataChannel open ->
          withPeer(open.peer(), peer -> peer.worker.openChannel(open));
      case MediaCommand.SendData send -> withPeer(send.peer(), peer -> sendData(peer, send));
    }
  }

  private interface PeerAction {
    void act(LoopPeer peer);
  }

  private interface RoomAction {
    void act(LoopRoom room);
  }

  private void withPeer(PeerId id, PeerAction action) {
    LoopPeer peer = peers.find(id).orElse(null);
    if (peer == null) {
      counters.count(LoopDrop.COMMAND_WITHOUT_TARGET);
    } else {
      action.act(peer);
    }
  }

  private void apply(MediaCommand command, PeerId id) {
    withPeer(id, peer -> guarded(peer.room, r -> r.media.apply(command, peer.place, nowNanos)));
  }

  private void guarded(@Nullable LoopRoom room, RoomAction action) {
    if (room == null || room.failed) {
      counters.count(LoopDrop.COMMAND_WITHOUT_TARGET);
      return;
    }
    try {
      action.act(room);
    } catch (RuntimeException e) {
      failed(room, e);
    }
  }

  private void openRoom(RoomId id) {
    if (byId.containsKey(id)) {
      counters.count(LoopDrop.COMMAND_WITHOUT_TARGET);
      return;
    }
    LoopRoom room =
        new LoopRoom(id, slots, connected(path), events, settings.random(), counters.roomDrops);
    byId.put(id, room);
    rooms.add(room);
    // Its first deadline is on this clock then.
    guarded(room, r -> r.media.onTimer(nowNanos));
  }

  private void closeRoom(RoomId id) {
    LoopRoom room = byId.remove(id);
    if (room == null) {
      counters.count(LoopDrop.COMMAND_WITHOUT_TARGET);
      return;
    }
    rooms.remove(room);
    for (LoopPeer peer : room.peers()) {
      release(peer);
    }
    closeMedia(room);
  }

  private void closeMedia(LoopRoom room) {
    try {
      room.media.close();
    } catch (RuntimeException e) {
      loop.logFailure("room can't be closed", e);
    }
  }

  private void openPeer(MediaCommand.OpenPeer open) {
    LoopRoom room = byId.get(open.room());
    int index = peers.takeIndex();
    if (room == null
        || peers.find(open.peer()).isPresent()
        || !peers.ufrags.put(open.local().ufrag(), index)) {
      peers.giveBack(index);
      counters.count(LoopDrop.COMMAND_WITHOUT_TARGET);
      return;
    }
    IceLite ice = new IceLite(open.local(), connected(checks).writer());
    PeerWorker worker = workers.worker(loop, room.id, open.peer(), open.dtlsClient());
    LoopPeer peer =
        new LoopPeer(
            index,
            room.freePlace(),
            open.peer(),
            room,
            open.local().ufrag(),
            ice,
            worker,
            new TokenBucket(settings.peerBytesPerSecond(), settings.peerBytesPerSecond() / 2));
    worker.belongsTo(peer);
    peers.add(peer);
    room.add(peer);
    guarded(room, r -> r.media.addPeer(peer.id, peer.place));
  }

  private void restartIce(LoopPeer peer, MediaCommand.RestartIce restart) {
    String fresh = restart.local().ufrag();
    if (!peers.ufrags.put(fresh, peer.index)) {
      counters.count(LoopDrop.COMMAND_WITHOUT_TARGET);
      return;
    }
    if (!peer.previousUfrag.isEmpty()) {
      peers.ufrags.remove(peer.previousUfrag);
    }
    peer.previousUfrag = peer.ufrag;
    peer.ufrag = fresh;
    peer.ice.restart(restart.local());
  }

  private void closePeer(LoopPeer peer) {
    guarded(peer.room, r -> r.media.removePeer(peer.place));
    peer.room.remove(peer);
    release(peer);
  }

  /// Frees what the peer holds outside of its room.
  private void release(LoopPeer peer) {
    peer.worker.close();
    connected(path).forgetGroup(peer);
    peer.path = TransportTuples.NONE;
    peer.closed = true;
    while (peer.ice.tupleCount() > 0) {
      int tuple = (int) peer.ice.tuple(0);
      peer.ice.removeTuple(tuple);
      evicted(tuple);
    }
    peer.closeSrtp();
    peers.remove(peer);
  }

  private void sendData(LoopPeer peer, MediaCommand.SendData send) {
    if (!peer.worker.offerMessage(send)) {
      counters.count(LoopDrop.DATA_LIMIT);
    }
  }

  private void installKeys(LoopPeer peer, SrtpKeys keys) {
    if (peer.closed) {
      return;
    }
    peer.closeSrtp();
    peer.receiver = SrtpReceiver.of(settings.srtp(), keys);
    peer.sender = SrtpSender.of(settings.srtp(), keys);
    peer.rtpOverhead = keys.profile().tagBytes();
    peer.rtcpOverhead = keys.profile().rtcpOverheadBytes();
    tellIfConnected(peer);
  }

  private void sendDatagram(LoopPeer peer, byte[] datagram) {
    if (peer.closed || peer.path < 0) {
      counters.count(LoopDrop.NO_PATH);
    } else {
      connected(path).sendPlain(peer.path, datagram);
    }
  }

  private void fail(LoopPeer peer, MediaEvent.Failure reason) {
    if (!peer.closed) {
      peer.connected = false;
      if (reason == MediaEvent.Failure.CONSENT_EXPIRED) {
        counters.count(LoopDrop.CONSENT_EXPIRED);
      }
      events.accept(new MediaEvent.PeerFailed(peer.room.id, peer.id, reason));
    }
  }

  private void tell(LoopPeer peer, MediaEvent event) {
    if (!peer.closed) {
      events.accept(event);
    }
  }

  private void tellIfConnected(LoopPeer peer) {
    if (!peer.connected && peer.sender != null && peer.path >= 0) {
      peer.connected = true;
      events.accept(new MediaEvent.PeerConnected(peer.room.id, peer.id));
    }
  }

  @Override
  public void checked(LoopPeer peer) {
    int before = peer.path;
    peers.choosePath(peer);
    if (peer.path != before) {
      connected(path).forgetGroup(peer);
    }
    peer.worker.start();
    tellIfConnected(peer);
  }

  @Override
  public void evicted(int tuple) {
    if (peers.tuples.stream(tuple) >= 0) {
      connected(streams).drop(tuple);
    } else {
      peers.tuples.remove(tuple);
    }
  }

  @Override
  public void failed(LoopRoom room, RuntimeException cause) {
    if (!room.failed) {
      room.failed = true;
      failedRooms.add(room);
      counters.roomsFailed++;
      loop.logFailure("room failed and starts anew, room=" + room.id.value(), cause);
    }
  }

  /// Closes a failed room and all its peers, and opens it again, empty: clients come back by a new
  /// connection.
  private void restart(LoopRoom room) {
    List<LoopPeer> members = room.peers();
    closeRoom(room.id);
    openRoom(room.id);
    for (LoopPeer peer : members) {
      events.accept(new MediaEvent.PeerFailed(room.id, peer.id, MediaEvent.Failure.DTLS_FAILED));
    }
  }

  /// Does what is due.
  ///
  /// @return when something is due next
  long fireDeadlines(long now) {
    nowNanos = now;
    if (!scanned || now - nextScanNanos >= 0) {
      scanned = true;
      nextScanNanos = now + SCAN_NANOS;
      scanPeers();
    }
    long next = nextScanNanos;
    for (int i = 0; i < rooms.size(); i++) {
      LoopRoom room = rooms.get(i);
      long due = fire(room);
      if (due - next < 0) {
        next = due;
      }
    }
    for (int i = 0; i < failedRooms.size(); i++) {
      restart(failedRooms.get(i));
    }
    failedRooms.clear();
    return next;
  }

  private long fire(LoopRoom room) {
    if (room.failed) {
      return nextScanNanos;
    }
    if (nowNanos - room.media.nextDeadlineNanos() >= 0) {
      try {
        room.media.onTimer(nowNanos);
      } catch (RuntimeException e) {
        failed(room, e);
      }
    }
    return room.media.nextDeadlineNanos();
  }

  private void scanPeers() {
    for (int i = 0; i < peers.limit(); i++) {
      LoopPeer peer = peers.at(i);
      if (peer != null && peer.ice.isChecked()) {
        scan(peer);
      }
    }
  }

  private void scan(LoopPeer peer) {
    if (peer.connected) {
      switch (peer.liveness.look(nowNanos)) {
        case NONE -> {}
        case FELL_QUIET -> events.accept(new MediaEvent.PeerQuiet(peer.room.id, peer.id));
        case HEARD_AGAIN -> {
          peer.room.media.refreshPictures(peer.place);
          events.accept(new MediaEvent.PeerHeard(peer.room.id, peer.id));
        }
      }
    }
    if (peer.connected && nowNanos - peer.liveness.lastHeardNanos > settings.silentNanos()) {
      fail(peer, MediaEvent.Failure.CONSENT_EXPIRED);
    }
    if (peer.path >= 0 && nowNanos - peer.ice.consentDeadline() > 0) {
      connected(path).forgetGroup(peer);
      peer.path = TransportTuples.NONE;
      if (peer.connected) {
        fail(peer, MediaEvent.Failure.CONSENT_EXPIRED);
      }
    }
  }

  void closeAll() {
    for (LoopRoom room : List.copyOf(rooms)) {
      closeRoom(room.id);
    }
  }

  int count() {
    return rooms.size();
  }

  int peerCount() {
    return peers.size();
  }
}
