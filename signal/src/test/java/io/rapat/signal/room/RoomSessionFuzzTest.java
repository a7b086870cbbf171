package io.rapat.signal.room;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.InvalidProtocolBufferException;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.signal.room.RoomRig.Client;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import livekit.LivekitRtc.SignalRequest;

/// Whatever clients with a valid token send: no exception, and [RoomRig.Invariants] hold. The input
/// is a row of messages, each behind one byte that says who sends it where and how much time
/// passes, and two bytes of length.
class RoomSessionFuzzTest {
  private static final int MOST_MESSAGES = 64;
  private static final List<String> LABELS =
      List.of(PeerLink.RELIABLE, PeerLink.LOSSY, PeerLink.DATA_TRACK, "other");

  /// Two clients in a room that is new for each input.
  private static final class Session {
    final RoomRig rig = new RoomRig();
    final List<Client> clients =
        List.of(
            rig.join("alice"),
            rig.join(rig.parameters(RoomRig.grants("bob"), Map.of("protocol", "16"))));

    Client sender(int how) {
      return clients.get(how & 1);
    }
  }

  private interface Use {
    void message(Session session, int how, byte[] message);
  }

  private static void each(byte[] input, Use use) {
    Session session = new Session();
    session.clients.getFirst().send(new SdpClient(1, 1).offerMessage());
    session.clients.forEach(Client::connectMedia);
    ByteBuffer rest = ByteBuffer.wrap(input);
    for (int i = 0; i < MOST_MESSAGES && rest.remaining() >= 3; i++) {
      int how = rest.get();
      byte[] message = new byte[Math.min(rest.getShort() & 0xffff, rest.remaining())];
      rest.get(message);
      use.message(session, how, message);
      if ((how & 0x80) != 0) {
        session.rig.pass((how & 0x40) == 0 ? 100 : 16_000);
      }
    }
    session.rig.pass(100);
  }

  @FuzzTest(maxDuration = "60s")
  void signallingFrames(byte[] input) {
    each(
        input,
        (session, how, frame) -> {
          try {
            session.sender(how).send(SignalRequest.parseFrom(frame).toBuilder());
          } catch (InvalidProtocolBufferException _) {
            // The socket is closed before the room sees anything.
          }
        });
  }

  @FuzzTest(maxDuration = "60s")
  void dataPackets(byte[] input) {
    each(
        input,
        (session, how, message) -> {
          Client sender = session.sender(how);
          if (!session.rig.peers.getOrDefault(sender.identity, List.of()).isEmpty()) {
            session.rig.event(
                new MediaEvent.DataReceived(
                    new RoomId(1), sender.peer(0), LABELS.get(how >> 1 & 3), message));
          }
        });
  }
}
