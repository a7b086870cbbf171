package io.rapat.signal.room;

import com.google.protobuf.ByteString;
import io.rapat.signal.data.DataPolicy;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.negotiation.ClientOffers;
import io.rapat.signal.negotiation.ClientTraits;
import io.rapat.signal.negotiation.LocalTransport;
import io.rapat.signal.negotiation.ServerOffers;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitModels.ParticipantInfo.State;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest.Action;
import livekit.LivekitRtc.SignalResponse;

/// Lets clients in.
final class Joining {

  private static final int PING_INTERVAL_SECONDS = 3;
  private static final int PING_TIMEOUT_SECONDS = 15;
  private static final long ACTIVE_WITHIN_NANOS = 60 * Timers.SECOND;
  private static final long TOKEN_EVERY_NANOS = 300 * Timers.SECOND;

  private final Room room;

  /// Identities whose next session gets no UDP candidates.
  private final Set<String> tcpOnly = new HashSet<>();

  Joining(Room room) {
    this.room = room;
  }

  void useTcp(String identity) {
    tcpOnly.add(identity);
  }

  void useAll(String identity) {
    tcpOnly.remove(identity);
  }

  void join(ConnectionId connection, JoinParameters parameters, DataPolicy data) {
    room.out.opened(connection);
    if (parameters.reconnect()) {
      room.resumption.resume(connection, parameters);
      return;
    }
    room.roster.withIdentity(parameters.identity()).ifPresent(room.departures::replace);
    if (isFull(parameters)) {
      room.out.send(
          connection,
          room.departures.leaveMessage(
              parameters.client().getProtocol(), DisconnectReason.JOIN_FAILURE, Action.DISCONNECT));
      room.out.close(connection, Outbox.NORMAL);
      room.lifetime.membersChanged();
      return;
    }
    enter(connection, create(parameters, data));
  }

  /// The room is over already.
  void tooLate(RoomInput.ClientJoined joined) {
    room.out.opened(joined.connection());
    room.out.send(
        joined.connection(),
        room.departures.leaveMessage(
            joined.parameters().client().getProtocol(),
            DisconnectReason.ROOM_CLOSED,
            Action.RECONNECT));
    room.out.close(joined.connection(), Outbox.NORMAL);
  }

  private boolean isFull(JoinParameters parameters) {
    int limit = room.settings.maxParticipants();
    boolean counts =
        !parameters.permission().getHidden()
            && switch (parameters.claims().kind()) {
              case STANDARD, SIP, CONNECTOR, BRIDGE, UNRECOGNIZED -> true;
              case INGRESS, EGRESS, AGENT -> false;
            };
    long inside =
        room.roster.everyone().stream()
            .filter(one -> !one.isDependent() && !one.isHidden())
            .count();
    return limit > 0 && counts && inside >= limit;
  }

  private Participant create(JoinParameters parameters, DataPolicy data) {
    ClientTraits traits = ClientTraits.of(parameters.client().getBrowser());
    LocalTransport transport = room.localTransport(tcpOnly.contains(parameters.identity()));
    ClientOffers offers =
        new ClientOffers(
            parameters.singlePeer() ? ClientOffers.Role.SINGLE : ClientOffers.Role.PUBLISHER,
            transport,
            traits,
            room.ids.random());
    Optional<Downlink> downlink =
        parameters.singlePeer()
            ? Optional.empty()
            : Optional.of(
                new Downlink(
                    new PeerLink(room.ids.peer()),
                    new ServerOffers(transport, traits, room.ids.random())));
    return new Participant(
        room.ids.sid("PA_"),
        parameters,
        data,
        room.unixMillis,
        new PeerLink(room.ids.peer()),
        offers,
        downlink);
  }

  /// The order of messages is that of the reference: join, refresh_token, then descriptions.
  private void enter(ConnectionId connection, Participant participant) {
    SignalResponse.Builder response = SignalResponse.newBuilder();
    response.setJoin(joinResponse(participant));
    room.roster.add(participant);
    room.roster.connect(connection, participant);
    room.out.send(participant, response);
    room.refreshToken(participant);
    room.lifetime.membersChanged();
    participant.state = State.JOINED;
    room.announcements.joined(participant);
    room.subscribing.reconcileAll(participant);
    room.dataTracks.resumed(participant);
    participant.join.addTracks().forEach(one -> room.publishing.addTrack(participant, one));
    participant.join.offer().ifPresent(offer -> room.negotiation.offer(participant, offer));
    if (participant.subscriberPrimary) {
      room.negotiation.offerNow(participant);
    }
    room.timers.at(room.nowNanos + ACTIVE_WITHIN_NANOS, () -> giveUp(participant));
    room.timers.at(room.nowNanos + TOKEN_EVERY_NANOS, () -> refresh(participant));
  }

  private void giveUp(Participant participant) {
    if (participant.state == State.JOINED || participant.state == State.JOINING) {
      room.departures.expel(participant, DisconnectReason.JOIN_FAILURE, Action.DISCONNECT);
    }
  }

  private void refresh(Participant participant) {
    if (!participant.isGone()) {
      room.refreshToken(participant);
      room.timers.at(room.nowNanos + TOKEN_EVERY_NANOS, () -> refresh(participant));
    }
  }

  private JoinResponse joinResponse(Participant participant) {
    JoinResponse.Builder join =
        JoinResponse.newBuilder()
            .setRoom(room.info())
            .setParticipant(participant.info())
            .setServerVersion(room.facts.version())
            .setServerInfo(room.facts.serverInfo())
            .addAllIceServers(room.facts.iceServers())
            .setSubscriberPrimary(participant.subscriberPrimary)
            .setPingInterval(PING_INTERVAL_SECONDS)
            .setPingTimeout(PING_TIMEOUT_SECONDS)
            .setSifTrailer(ByteString.copyFrom(room.sifTrailer, StandardCharsets.US_ASCII))
            .addAllEnabledPublishCodecs(CodecLists.publishable(participant.join.client()))
            .setFastPublish(participant.permission.getCanPublish());
    var configuration = CodecLists.configuration(participant.join.client());
    if (configuration.hasDisabledCodecs()) {
      join.setClientConfiguration(configuration);
    }
    for (Participant other : room.roster.everyone()) {
      if (!other.isHidden()) {
        join.addOtherParticipants(other.info());
      }
    }
    return join.build();
  }
}
