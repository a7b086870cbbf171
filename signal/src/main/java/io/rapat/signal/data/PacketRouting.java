package io.rapat.signal.data;

import io.rapat.signal.data.Route.Audience;
import io.rapat.signal.data.Route.Drop;
import io.rapat.signal.data.Route.Forward;
import io.rapat.signal.data.Route.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.UserPacket;

/// Decides where a data packet goes and stamps it with its sender. Fields that this server doesn't
/// know stay in the packet.
public final class PacketRouting {

  private PacketRouting() {}

  /// @param kind of the channel it came on, whatever the packet says
  public static Route route(DataPacket packet, DataPacket.Kind kind, Sender sender) {
    return switch (packet.getValueCase()) {
      case SPEAKER -> new Drop(Reason.WRONG_SENDER);
      case TRANSCRIPTION ->
          sender.agent()
              ? forward(packet, kind, sender, Audience.EVERYONE)
              : new Drop(Reason.WRONG_SENDER);
      case METRICS -> forward(packet, kind, sender, Audience.METRICS_SUBSCRIBERS);
      case USER,
          SIP_DTMF,
          CHAT_MESSAGE,
          RPC_REQUEST,
          RPC_ACK,
          RPC_RESPONSE,
          STREAM_HEADER,
          STREAM_CHUNK,
          STREAM_TRAILER,
          ENCRYPTED_PACKET,
          VALUE_NOT_SET ->
          forward(packet, kind, sender, Audience.EVERYONE);
    };
  }

  @SuppressWarnings("deprecation") // old clients read the kind inside the packet
  private static Route forward(
      DataPacket packet, DataPacket.Kind kind, Sender sender, Audience audience) {
    Set<String> identities = new HashSet<>(packet.getDestinationIdentitiesList());
    Set<String> sids = new HashSet<>();
    DataPacket.Builder out = packet.toBuilder().setKind(kind);
    if (!(sender.agent() && mayNameOther(packet))) {
      out.setParticipantIdentity(sender.hidden() ? "" : sender.identity());
    }
    out.setParticipantSid(sender.hidden() ? "" : sender.sid());
    if (packet.hasUser()) {
      if (identities.isEmpty()) {
        identities.addAll(oldIdentities(packet.getUser()));
        sids.addAll(oldSids(packet.getUser()));
      }
      out.setUser(stamped(packet.getUser(), sender));
    }
    return new Forward(out.build(), identities, sids, audience);
  }

  /// An agent may send what another person said.
  private static boolean mayNameOther(DataPacket packet) {
    return !packet.getParticipantIdentity().isEmpty()
        && switch (packet.getValueCase()) {
          case TRANSCRIPTION, CHAT_MESSAGE, STREAM_HEADER, STREAM_CHUNK, STREAM_TRAILER -> true;
          case USER,
              SPEAKER,
              SIP_DTMF,
              METRICS,
              RPC_REQUEST,
              RPC_ACK,
              RPC_RESPONSE,
              ENCRYPTED_PACKET,
              VALUE_NOT_SET ->
              false;
        };
  }

  @SuppressWarnings("deprecation")
  private static List<String> oldIdentities(UserPacket user) {
    return user.getDestinationIdentitiesList();
  }

  @SuppressWarnings("deprecation")
  private static List<String> oldSids(UserPacket user) {
    return user.getDestinationSidsList();
  }

  @SuppressWarnings("deprecation") // clients of 2023 read the sender inside the user packet
  private static UserPacket stamped(UserPacket user, Sender sender) {
    return user.toBuilder()
        .setParticipantIdentity(sender.hidden() ? "" : sender.identity())
        .setParticipantSid(sender.hidden() ? "" : sender.sid())
        .build();
  }
}
