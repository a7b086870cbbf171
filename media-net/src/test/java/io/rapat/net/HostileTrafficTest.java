package io.rapat.net;

import static io.rapat.net.TestRoom.ALICE;
import static io.rapat.net.TestRoom.BOB;
import static io.rapat.net.TestRoom.ROOM;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.net.io.LoopIo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What strangers and participants with bad intent send: it is counted and changes nothing.
@Timeout(60)
class HostileTrafficTest {
  private static final byte[] CLIENT_HELLO = {
    22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0
  };

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "CHANNELS"})
  void countsGarbageAndStaysAlive(LoopIo.Adapter adapter) throws InterruptedException {
    long seed = 5;
    Random random = new Random(seed);
    try (TestRoom room = new TestRoom(TestRoom.loopback().sockets(adapter).build());
        RtcClient stranger = room.client(ALICE, false, false)) {
      for (int i = 0; i < 3_000; i++) {
        byte[] datagram = new byte[random.nextInt(1_400)];
        random.nextBytes(datagram);
        stranger.sendRaw(datagram);
        if (i % 100 == 99) {
          int sent = i + 1;
          TestRoom.await(() -> room.server.snapshot().datagramsReceived() >= sent - 5);
        }
      }

      assertThat(room.server.snapshot().turnsFailed()).isZero();
      assertThat(room.dropped("unknown_kind")).isPositive();
      assertThat(room.dropped("unknown_tuple")).isPositive();
      assertThat(room.server.snapshot().datagramsSent()).isZero();
      try (RtcClient alice = room.join(ALICE, false, false)) {
        room.connect(alice, ALICE);
      }
    }
  }

  @Test
  void dropsHandshakesFromAddressesNobodyWasValidatedAt() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build());
        RtcClient alice = room.join(ALICE, false, false);
        RtcClient stranger = room.client(ALICE, false, false)) {
      alice.check();

      stranger.sendRaw(CLIENT_HELLO);
      stranger.handshakeWithoutAnswer();

      TestRoom.await(() -> room.dropped("unknown_tuple") >= 2);
      room.connect(alice, ALICE);
    }
  }

  @Test
  void adoptsNoAddressWithoutThePassword() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build());
        RtcClient alice = room.join(ALICE, false, false);
        RtcClient bob = room.join(BOB, false, false);
        RtcClient thief = room.client(BOB, false, false)) {
      room.connect(alice, ALICE);
      room.connect(bob, BOB);
      room.publishMicrophone();

      thief.sendCheck("a-password-that-is-wrong");
      TestRoom.await(() -> room.dropped("stun_refused") == 1);
      alice.sendRtp(111, false, 1, 0, TestRoom.MICROPHONE_SSRC, new byte[10]);

      bob.await(() -> bob.rtp.size() == 1);
      assertThat(thief.step(50)).isFalse();
    }
  }

  @Test
  void forwardsNothingFromAnotherAddressOrWithoutProtection() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build());
        RtcClient alice = room.join(ALICE, false, false);
        RtcClient bob = room.join(BOB, false, false);
        RtcClient stranger = room.client(ALICE, false, false)) {
      room.connect(alice, ALICE);
      room.connect(bob, BOB);
      room.publishMicrophone();
      byte[] good = alice.protect(111, false, 1, 0, TestRoom.MICROPHONE_SSRC, new byte[10]);
      byte[] broken = good.clone();
      broken[broken.length - 1] ^= 1;
      byte[] plain = {(byte) 0x80, 111, 0, 9, 0, 0, 0, 0, 0, 0, 4, 0x57, 1, 2, 3, 4};

      stranger.sendRaw(good);
      alice.sendRaw(broken);
      alice.sendRaw(plain);
      TestRoom.await(() -> room.dropped("unknown_tuple") == 1);
      TestRoom.await(() -> room.dropped("srtp_auth") + room.dropped("srtp_malformed") == 2);
      alice.sendRaw(good);
      alice.sendRaw(good);

      TestRoom.await(() -> room.dropped("srtp_replay") == 1);
      bob.await(() -> bob.rtp.size() == 1);
    }
  }

  @Test
  void limitsWhatOnePeerSends() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build());
        RtcClient alice = room.join(ALICE, false, false)) {
      room.connect(alice, ALICE);
      byte[] big = new byte[1_400];
      big[0] = (byte) 0x80;
      big[1] = 96;

      TestRoom.await(() -> {
        alice.sendRaw(big);
        return room.dropped("ingress_limit") > 100;
      });
    }
  }

  @Test
  void closesConnectionsThatSpeakSomethingElse() {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build());
        RtcClient stranger = room.client(ALICE, true, false)) {
      stranger.sendRaw("GET / HTTP/1.1".getBytes(java.nio.charset.StandardCharsets.US_ASCII));

      TestRoom.await(() -> room.dropped("stream_fault") == 1);
    }
  }

  @Test
  void boundsUnvalidatedConnectionsOfOneAddress() {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build())) {
      List<RtcClient> strangers = new ArrayList<>();
      try {
        for (int i = 0; i < 25; i++) {
          strangers.add(room.client(ALICE, true, false));
        }

        TestRoom.await(() -> room.dropped("stream_connection_refused") == 5);
      } finally {
        strangers.forEach(RtcClient::close);
      }
    }
  }

  @Test
  void ignoresCommandsForWhatIsGone() throws InterruptedException {
    try (TestRoom room = new TestRoom(TestRoom.loopback().build());
        RtcClient alice = room.join(ALICE, false, false)) {
      room.connect(alice, ALICE);

      room.server.submit(new MediaCommand.CloseRoom(ROOM));
      room.server.submit(new MediaCommand.ClosePeer(ROOM, ALICE));
      room.server.submit(new MediaCommand.SendData(ROOM, ALICE, "_lossy", new byte[3]));
      alice.sendRtp(111, false, 1, 0, 1111, new byte[10]);

      TestRoom.await(() -> room.dropped("unknown_tuple") == 1);
      assertThat(room.dropped("command_without_target")).isEqualTo(2);
      assertThat(room.server.snapshot().peers()).isZero();
      assertThat(room.server.snapshot().slotsInUse()).isZero();
      assertThat(room.events.seen).noneMatch(MediaEvent.PeerFailed.class::isInstance);
    }
  }
}
