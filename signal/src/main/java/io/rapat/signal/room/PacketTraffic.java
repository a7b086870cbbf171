package io.rapat.signal.room;

import com.google.protobuf.InvalidProtocolBufferException;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.signal.data.NonceFilter;
import io.rapat.signal.data.PacketRouting;
import io.rapat.signal.data.ReliableHistory;
import io.rapat.signal.data.Route;
import io.rapat.signal.data.Sender;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitRoom.PerformRpcRequest;

/// Carries data packets between participants.
final class PacketTraffic {

  private static final int LONGEST_PACKET = 64 * 1024;

  /// No participant has an empty identity.
  private static final String NOBODY = "";

  private final Room room;
  private final ReliableHistory history = new ReliableHistory();
  private final NonceFilter nonces = new NonceFilter();

  PacketTraffic(Room room) {
    this.room = room;
  }

  /// A message came on a data channel.
  void received(MediaEvent.DataReceived event) {
    room.roster.at(event.peer()).ifPresent(sender -> received(sender, event));
  }

  private void received(Participant sender, MediaEvent.DataReceived event) {
    switch (event.label()) {
      case PeerLink.RELIABLE -> packet(sender, DataPacket.Kind.RELIABLE, event.message());
      case PeerLink.LOSSY -> packet(sender, DataPacket.Kind.LOSSY, event.message());
      case PeerLink.DATA_TRACK -> room.dataTracks.received(sender, event.message());
      default -> {} // Channels of the application's own reach nobody.
    }
  }

  private void packet(Participant sender, DataPacket.Kind kind, byte[] message) {
    if (!sender.permission.getCanPublishData() || message.length > LONGEST_PACKET) {
      return;
    }
    DataPacket packet;
    try {
      packet = DataPacket.parseFrom(message);
    } catch (InvalidProtocolBufferException _) {
      return;
    }
    if (kind == DataPacket.Kind.RELIABLE && !sender.sequences.accept(packet.getSequence())) {
      return;
    }
    if (room.api.takeRpcResponse(sender, packet)) {
      return;
    }
    send(sender.identity(), sender.name, packet, kind, sender.sender(), sender);
  }

  /// The server sends in nobody's name.
  ///
  /// @return whether it was new
  boolean sendFromServer(DataPacket packet, DataPacket.Kind kind) {
    if (!nonces.accept(packet.getUser().getNonce())) {
      return false;
    }
    Route route = PacketRouting.route(packet, kind, Sender.SERVER);
    if (route instanceof Route.Forward forward) {
      deliver("", forward, kind);
    }
    return true;
  }

  /// A call of the server API, in the name of the call: the response is addressed to it.
  void sendRpc(String rpcId, PerformRpcRequest request, int timeoutMillis) {
    DataPacket packet = ApiCalls.rpcPacket(rpcId, request, timeoutMillis);
    Sender caller = new Sender(rpcId, "", false, false);
    if (PacketRouting.route(packet, DataPacket.Kind.RELIABLE, caller)
        instanceof Route.Forward forward) {
      deliver("", forward, DataPacket.Kind.RELIABLE);
    }
  }

  private void send(
      String identity,
      String name,
      DataPacket packet,
      DataPacket.Kind kind,
      Sender from,
      Participant sender) {
    if (packet.hasUser() && !nonces.accept(packet.getUser().getNonce())) {
      return;
    }
    switch (PacketRouting.route(packet, kind, from)) {
      case Route.Drop _ -> {}
      case Route.Forward forward -> {
        if (sender.filter.allows(forward.packet(), !forward.isPublic())) {
          deliver(identity, forward, kind);
          keepChat(sender, name, forward);
        } else {
          room.out.refused(RoomOutput.Refusal.DATA_TOPIC);
        }
      }
    }
  }

  private void keepChat(Participant sender, String name, Route.Forward forward) {
    if (forward.audience() == Route.Audience.EVERYONE) {
      sender
          .chat
          .read(forward.packet(), name, recipients(forward), room.unixMillis)
          .ifPresent(room.out::chat);
    }
  }

  /// By identity, since a sid is gone when its session is.
  private Set<String> recipients(Route.Forward forward) {
    if (forward.sids().isEmpty()) {
      return forward.identities();
    }
    Set<String> recipients = new HashSet<>(forward.identities());
    forward
        .sids()
        .forEach(sid -> room.roster.withSid(sid).ifPresent(one -> recipients.add(one.identity())));
    // A message to nobody who is here is not one to everybody.
    return recipients.isEmpty() ? Set.of(NOBODY) : recipients;
  }

  private void deliver(String senderIdentity, Route.Forward forward, DataPacket.Kind kind) {
    boolean reliable = kind == DataPacket.Kind.RELIABLE;
    if (reliable) {
      history.add(forward, room.nowNanos);
    }
    byte[] bytes = forward.packet().toByteArray();
    for (Participant one : room.roster.everyone()) {
      if (one.identity().equals(senderIdentity)
          || !forward.reaches(one.identity(), one.sid)
          || !belongs(one, forward.audience())) {
        continue;
      }
      if (isEstablished(one)) {
        send(one, reliable ? PeerLink.RELIABLE : PeerLink.LOSSY, bytes);
      } else if (reliable) {
        one.data.hold(bytes);
      }
    }
  }

  private static boolean belongs(Participant participant, Route.Audience audience) {
    return participant.state != State.JOINING
        && switch (audience) {
          case EVERYONE -> true;
          case METRICS_SUBSCRIBERS -> participant.permission.getCanSubscribeMetrics();
        };
  }

  static boolean isEstablished(Participant participant) {
    PeerLink link = participant.dataLink();
    return link.connected && link.carriesData();
  }

  void send(Participant to, String label, byte[] message) {
    room.out.media(new MediaCommand.SendData(room.media, to.dataLink().id, label, message));
  }

  /// Sends what waited for the channels, once they are there.
  void established(Participant participant) {
    if (isEstablished(participant)) {
      participant.data.takeHeld().forEach(message -> send(participant, PeerLink.RELIABLE, message));
    }
  }

  /// Sends again what a client missed while it was away.
  void replay(Participant participant, Map<String, Integer> lastSequences) {
    if (isEstablished(participant)) {
      history
          .newerThan(lastSequences, participant.identity(), participant.sid, room.nowNanos)
          .forEach(one -> send(participant, PeerLink.RELIABLE, one.packet().toByteArray()));
    }
  }
}
