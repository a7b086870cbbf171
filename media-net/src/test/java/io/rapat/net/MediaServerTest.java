package io.rapat.net;

import static io.rapat.net.TestRoom.ALICE;
import static io.rapat.net.TestRoom.BOB;
import static io.rapat.net.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapat.media.room.IceCredentials;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.media.sctp.SctpEvent;
import io.rapat.net.io.LoopIo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The whole media path against clients on loopback: checks, handshake, media, data.
@Timeout(60)
class MediaServerTest {
  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false"})
  void forwardsMediaBetweenPeers(boolean tcp, boolean serverIsClient) throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build())) {
      try (RtcClient alice = room.join(ALICE, tcp, serverIsClient);
          RtcClient bob = room.join(BOB, tcp, serverIsClient)) {
        room.connect(alice, ALICE);
        room.connect(bob, BOB);
        room.publishMicrophone();

        for (int i = 0; i < 50; i++) {
          alice.sendRtp(111, false, 100 + i, 960 * i, 1111, new byte[] {(byte) i, 1, 2, 3});
          int expected = i + 1;
          bob.await(() -> bob.rtp.size() >= expected);
        }

        room.events.await(MediaEvent.LayerStarted.class);
        room.events.await(MediaEvent.SubscriptionStarted.class);
        int i = 0;
        for (byte[] packet : bob.rtp) {
          assertThat(packet[1]).isEqualTo((byte) 96);
          assertThat(Arrays.copyOfRange(packet, packet.length - 4, packet.length))
              .containsExactly(i++, 1, 2, 3);
        }
        assertThat(room.server.snapshot().packetsForwarded()).isEqualTo(50);
        assertThat(room.server.snapshot().turnsFailed()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "CHANNELS"})
  void sendsFramesInGroups(LoopIo.Adapter adapter) throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().sockets(adapter).build())) {
      try (RtcClient alice = room.join(ALICE, false, false);
          RtcClient bob = room.join(BOB, false, false)) {
        room.connect(alice, ALICE);
        room.connect(bob, BOB);
        room.publishCamera();

        int sequence = 1;
        for (int frame = 0; frame < 20; frame++) {
          // As libwebrtc splits a frame: the packets with one byte more come last.
          int[] sizes = {1000, 1000, 1001, 1001, 1001};
          for (int i = 0; i < sizes.length; i++) {
            alice.sendRtp(
                100,
                i == sizes.length - 1,
                sequence++,
                3000 * frame,
                3333,
                TestRoom.vp8(sizes[i], i == 0, frame * 8 + i));
          }
          int expected = 5 * (frame + 1);
          bob.await(() -> bob.rtp.size() >= expected);
        }

        int index = 0;
        for (byte[] packet : bob.rtp) {
          int padding = (packet[0] & 0x20) == 0 ? 0 : packet[packet.length - 1];
          int payload = packet.length - 12 - padding;
          assertThat(payload).isEqualTo(index % 5 < 2 ? 1000 : 1001);
          assertThat(packet[12 + payload - 1]).isEqualTo((byte) (index / 5 * 8 + index % 5));
          index++;
        }
        MediaSnapshot snapshot = room.server.snapshot();
        assertThat(snapshot.packetsPadded()).isGreaterThanOrEqualTo(40);
        if (room.server.loops().getFirst().io().datagrams().segments()) {
          // One group for each frame, and some for what isn't media.
          assertThat(snapshot.messagesSent()).isLessThan(60);
        }
      }
    }
  }

  @Test
  void carriesDataChannels() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build())) {
      try (RtcClient alice = room.join(ALICE, false, true)) {
        room.connect(alice, ALICE);
        room.server.submit(new MediaCommand.OpenDataChannel(ROOM, ALICE, "_reliable", true, -1));
        alice.sctp().connect(System.nanoTime());
        alice.await(
            () -> alice.sctpEvents.stream().anyMatch(SctpEvent.ChannelOpened.class::isInstance));
        alice
            .sctp()
            .send("_reliable", "up".getBytes(StandardCharsets.UTF_8), true, System.nanoTime());
        room.server.submit(
            new MediaCommand.SendData(
                ROOM, ALICE, "_reliable", "down".getBytes(StandardCharsets.UTF_8)));

        alice.await(
            () -> alice.sctpEvents.stream().anyMatch(SctpEvent.MessageReceived.class::isInstance));

        assertThat(room.events.await(MediaEvent.DataChannelOpened.class).label())
            .isEqualTo("_reliable");
        assertThat(room.events.await(MediaEvent.DataReceived.class).message())
            .containsExactly('u', 'p');
      }
    }
  }

  @Test
  void failsClosedOnAnotherCertificate() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build())) {
      room.server.submit(
          new MediaCommand.OpenPeer(ROOM, ALICE, TestRoom.credentials(ALICE), false));
      room.server.submit(
          new MediaCommand.SetRemote(ROOM, ALICE, "client", "sha-256", new byte[32]));
      var candidate = room.server.candidates().getFirst();
      try (RtcClient alice =
          new RtcClient(
              ClientLink.udp(candidate.address(), candidate.port()),
              TestRoom.credentials(ALICE),
              true)) {
        alice.serverFingerprint = room.server.fingerprint();
        alice.connect();

        MediaEvent.PeerFailed failed = room.events.await(MediaEvent.PeerFailed.class);

        assertThat(failed.reason()).isEqualTo(MediaEvent.Failure.DTLS_FAILED);
        alice.sendRtp(111, false, 1, 1, 1111, new byte[10]);
        TestRoom.await(() -> room.dropped("no_keys") == 1);
        assertThat(room.events.seen).noneMatch(MediaEvent.PeerConnected.class::isInstance);
      }
    }
  }

  @Test
  void keepsMediaThroughAnIceRestart() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build())) {
      try (RtcClient alice = room.join(ALICE, false, false);
          RtcClient bob = room.join(BOB, false, false)) {
        room.connect(alice, ALICE);
        room.connect(bob, BOB);
        room.publishMicrophone();
        alice.sendRtp(111, false, 1, 0, 1111, new byte[10]);
        bob.await(() -> bob.rtp.size() == 1);

        IceCredentials fresh = new IceCredentials("fresh", "password-after-the-restart");
        room.server.submit(new MediaCommand.RestartIce(ROOM, BOB, fresh, "client2"));
        var candidate = room.server.candidates().getFirst();
        try (ClientLink moved = ClientLink.udp(candidate.address(), candidate.port())) {
          RtcClient again = new RtcClient(moved, fresh, true);
          bob.check();
          again.check();
          alice.sendRtp(111, false, 2, 960, 1111, new byte[10]);

          TestRoom.await(() -> moved.receive(50).isPresent());
        }
        int answers = bob.answers;
        bob.sendCheck(TestRoom.credentials(BOB).password());
        TestRoom.await(() -> room.dropped("stun_unknown_ufrag") == 1);
        assertThat(bob.answers).isEqualTo(answers);
      }
    }
  }

  @Test
  void closesOneRoomWhenItFailsAndGoesOn() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build())) {
      room.server.submit(new MediaCommand.OpenRoom(new RoomId(2)));
      try (RtcClient alice = room.join(ALICE, false, false);
          RtcClient bob = room.join(BOB, false, false)) {
        room.connect(alice, ALICE);
        room.connect(bob, BOB);

        room.server
            .loops()
            .getFirst()
            .inspect(
                new RoomId(1),
                media -> {
                  throw new IllegalStateException("planted");
                });

        assertThat(room.events.await(MediaEvent.PeerFailed.class, e -> e.peer().equals(ALICE)))
            .isNotNull();
        assertThat(room.events.await(MediaEvent.PeerFailed.class, e -> e.peer().equals(BOB)))
            .isNotNull();
        TestRoom.await(() -> room.server.snapshot().peers() == 0);
        assertThat(room.server.snapshot().roomsFailed()).isEqualTo(1);
        assertThat(room.server.snapshot().rooms()).isEqualTo(2);
      }
      try (RtcClient alice = room.join(ALICE, false, false)) {
        room.connect(alice, ALICE);
      }
    }
  }

  @Test
  void closesSoonAndFreesItsPorts() {
    MediaServer server =
        MediaServer.start(TestRoom.loopback().build(), new EventLog(), RtcClient.SRTP);
    MediaConfig same =
        TestRoom.loopback()
            .ports(server.candidates().getFirst().port(), server.candidates().getLast().port())
            .build();
    assertThat(MediaDoctor.portProblem(same)).isPresent();

    long begin = System.nanoTime();
    server.close();

    assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
    assertThat(MediaDoctor.portProblem(same)).isEmpty();
  }

  @Test
  void spreadsRoomsOverLoopsThatAnswerOnlyForTheirOwn() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().loops(2).build())) {
      room.server.submit(
          new MediaCommand.OpenPeer(ROOM, ALICE, TestRoom.credentials(ALICE), false));
      List<Integer> ports =
          room.server.candidates().stream().filter(c -> !c.tcp()).map(c -> c.port()).toList();
      assertThat(ports).hasSize(2).doesNotHaveDuplicates();

      try (RtcClient right =
              new RtcClient(
                  ClientLink.udp("127.0.0.1", ports.get(1)), TestRoom.credentials(ALICE), true);
          RtcClient wrong =
              new RtcClient(
                  ClientLink.udp("127.0.0.1", ports.get(0)), TestRoom.credentials(ALICE), true)) {
        right.check();
        wrong.sendCheck(TestRoom.credentials(ALICE).password());

        TestRoom.await(() -> room.dropped("stun_unknown_ufrag") == 1);
      }
    }
  }

  @Test
  void tellsSilenceAndComesBackWithTheNextCheck() throws InterruptedException {
    MediaConfig impatient = TestRoom.loopback().silence(Duration.ofSeconds(1)).build();
    try (TestRoom room = new TestRoom(impatient);
        RtcClient alice = room.join(ALICE, false, false)) {
      room.connect(alice, ALICE);

      MediaEvent.PeerFailed failed = room.events.await(MediaEvent.PeerFailed.class);
      alice.check();

      assertThat(failed.reason()).isEqualTo(MediaEvent.Failure.CONSENT_EXPIRED);
      assertThat(room.events.await(MediaEvent.PeerConnected.class).peer()).isEqualTo(ALICE);
    }
  }

  @Test
  void reportsAllProblemsOfAConfigurationTogether() {
    assertThatThrownBy(() ->
            MediaConfig.builder().ports(70_000, -2).addresses("example.org", List.of()).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("udpPort")
        .hasMessageContaining("tcpPort")
        .hasMessageContaining("bindAddress");
  }

  @Test
  void tellsWhatTheMachineGives() {
    MediaDoctor.Sockets sockets = MediaDoctor.sockets(TestRoom.loopback().build());

    assertThat(sockets.receiveBufferBytes()).isPositive();
    assertThat(sockets.sendBufferBytes()).isPositive();
    assertThat(MediaDoctor.advertisedAddresses(TestRoom.loopback().build()))
        .containsExactly("127.0.0.1");
    assertThat(MediaDoctor.advertisedAddresses(MediaConfig.defaults())).isNotEmpty();
  }
}
