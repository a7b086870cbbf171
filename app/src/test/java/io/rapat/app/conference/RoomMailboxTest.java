package io.rapat.app.conference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.meeting.ChatHistory;
import io.rapat.media.room.MediaEngine;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.RoomId;
import io.rapat.signal.join.JoinHttp;
import io.rapat.signal.join.JoinParameters;
import io.rapat.signal.join.JoinReader;
import io.rapat.signal.join.JoinResult;
import io.rapat.signal.room.ConnectionId;
import io.rapat.signal.room.RandomIds;
import io.rapat.signal.room.RoomInput;
import io.rapat.signal.room.RoomSession;
import io.rapat.signal.room.RoomSettings;
import io.rapat.signal.room.ServerFacts;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.SignalRequest;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/// A room whose thread doesn't get on.
class RoomMailboxTest {
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));
  private static final TokenSigner SIGNER = new TokenSigner(KEYS);
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochMilli(1_800_000_000_000L));
  private static final SignalRequest PING =
      SignalRequest.newBuilder().setPingReq(Ping.getDefaultInstance()).build();

  private static ServerFacts facts() {
    return new ServerFacts() {
      @Override
      public List<MediaEngine.Candidate> candidates() {
        return List.of();
      }

      @Override
      public byte[] fingerprint() {
        return new byte[32];
      }

      @Override
      public String version() {
        return "1.14.0";
      }

      @Override
      public String nodeId() {
        return "ND_test";
      }
    };
  }

  private static RoomMailbox stopped() {
    RoomSession session =
        new RoomSession(
            "room",
            new RoomId(1),
            RoomSettings.DEFAULT,
            new RandomIds(new Random(1)),
            facts(),
            SIGNER,
            0,
            CLOCK.millis());
    return new RoomMailbox("room", session, RoomSettings.DEFAULT, CLOCK, (_, _) -> {}, _ -> {});
  }

  @Test
  void clientsCanNotFillItAndTheServerIsStillHeard() {
    RoomMailbox mailbox = stopped();
    var message = new RoomInput.ClientMessage(new ConnectionId(1), PING);
    var data =
        new RoomInput.MediaHappened(
            new MediaEvent.DataReceived(new RoomId(1), new PeerId(1), "_reliable", new byte[1]));
    int taken = 0;
    while (mailbox.offerFromClient(message)) {
      taken++;
    }

    assertThat(taken * 256L).isLessThanOrEqualTo(RoomMailbox.MOST_WAITING_BYTES);
    assertThat(mailbox.offerFromClient(data)).isFalse();
    mailbox.offer(new RoomInput.ClientClosed(new ConnectionId(1)));

    List<RoomInput> waiting = mailbox.end();
    assertThat(waiting).hasSize(taken + 1);
    assertThat(waiting.getLast()).isInstanceOf(RoomInput.ClientClosed.class);
  }

  @Test
  void takesMessagesAgainWhenTheRoomGoesOn() {
    RoomMailbox mailbox = stopped();
    var message = new RoomInput.ClientMessage(new ConnectionId(1), PING);
    while (mailbox.offerFromClient(message)) {
      // Filled.
    }

    mailbox.start();

    assertThatTaken(mailbox, message);
    mailbox.end();
  }

  private static void assertThatTaken(RoomMailbox mailbox, RoomInput message) {
    long end = System.nanoTime() + 10_000_000_000L;
    boolean taken = false;
    while (!taken && System.nanoTime() - end < 0) {
      taken = mailbox.offerFromClient(message);
      Thread.onSpinWait();
    }
    assertThat(taken).isTrue();
  }

  @Test
  void theSenderIsSentToTryAgain() throws IOException {
    CountDownLatch stuck = new CountDownLatch(1);
    MediaEngine media = mock(MediaEngine.class);
    doAnswer(
            _ -> {
              stuck.await();
              return null;
            })
        .when(media)
        .submit(any());
    Refusals refusals = new Refusals();
    Rooms rooms =
        new Rooms(
            media,
            new RandomIds(new Random(1)),
            facts(),
            SIGNER,
            mock(ChatHistory.class),
            CLOCK,
            config(),
            refusals,
            mock(Presence.class));
    WebSocketSession session = mock(WebSocketSession.class);
    when(session.isOpen()).thenReturn(true);
    SignalSocket socket = new SignalSocket(rooms.nextConnection(), session, refusals);
    socket.start();
    rooms.join(
        socket, new Gate.Entry(alice(), io.rapat.signal.data.DataPolicy.OPEN, Optional.empty()));

    while (refusals.of(Refusals.Refusal.ROOM_BUSY) == 0) {
      rooms.message(socket.id(), PING);
    }

    verify(session, timeout(10_000)).close(new CloseStatus(1013));
    stuck.countDown();
    rooms.closed(socket.id());
  }

  private static RapatConfig config() {
    return switch (ConfigReader.read(List.of("--dev"), Map.of())) {
      case ConfigResult.Valid(var config, _) -> config;
      case ConfigResult.Invalid(var problems) -> throw new AssertionError(problems);
    };
  }

  private static JoinParameters alice() {
    Struct.Builder video =
        Struct.newBuilder()
            .putFields("roomJoin", Value.newBuilder().setBoolValue(true).build())
            .putFields("room", Value.newBuilder().setStringValue("room").build());
    String token =
        SIGNER.mint(
            "devkey",
            Struct.newBuilder()
                .putFields("sub", Value.newBuilder().setStringValue("alice").build())
                .putFields("video", Value.newBuilder().setStructValue(video).build())
                .build());
    JoinHttp http =
        new JoinHttp(Map.of("access_token", token, "protocol", "16"), Optional.empty(), "", "");
    return switch (new JoinReader(new TokenVerifier(KEYS)).readV0(http, CLOCK.millis())) {
      case JoinResult.Accepted(var parameters) -> parameters;
      case JoinResult.Refused refused -> throw new AssertionError(refused);
    };
  }
}
