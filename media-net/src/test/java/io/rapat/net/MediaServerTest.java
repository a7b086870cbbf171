package io.rapat.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.room.Codec;
import io.rapat.media.room.HeaderExtensionIds;
import io.rapat.media.room.IceCredentials;
import io.rapat.media.room.LayerSource;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.MediaKind;
import io.rapat.media.room.PayloadMapping;
import io.rapat.media.room.PeerId;
import io.rapat.media.room.PublicationId;
import io.rapat.media.room.RoomId;
import io.rapat.media.room.SubscriptionId;
import io.rapat.media.sctp.SctpEvent;
import io.rapat.net.io.LoopIo;
import java.nio.charset.StandardCharsets;
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
  private static final RoomId ROOM = new RoomId(1);
  private static final PeerId ALICE = new PeerId(1);
  private static final PeerId BOB = new PeerId(2);
  private static final PublicationId MICROPHONE = new PublicationId(1);
  private static final PublicationId CAMERA = new PublicationId(2);

  private final EventLog events = new EventLog();

  private MediaServer start(MediaConfig config) {
    return MediaServer.start(config, events, RtcClient.SRTP);
  }

  private static MediaConfig loopback() {
    return MediaConfig.defaults().withPorts(0, 0).withAddresses("127.0.0.1", List.of());
  }

  private static IceCredentials credentials(PeerId peer) {
    return new IceCredentials("server" + peer.value(), "password-of-server-" + peer.value());
  }

  private static RtcClient join(
      MediaServer server, PeerId peer, boolean tcp, boolean serverIsClient) {
    server.submit(new MediaCommand.OpenPeer(ROOM, peer, credentials(peer), serverIsClient));
    server.submit(
        new MediaCommand.SetRemote(ROOM, peer, "client", "sha-256", RtcClient.DTLS.fingerprint()));
    var candidate =
        server.candidates().stream().filter(c -> c.tcp() == tcp).findFirst().orElseThrow();
    ClientLink link =
        tcp
            ? ClientLink.tcp(candidate.address(), candidate.port())
            : ClientLink.udp(candidate.address(), candidate.port());
    RtcClient client = new RtcClient(link, credentials(peer), !serverIsClient);
    client.serverFingerprint = server.fingerprint();
    return client;
  }

  private void connect(RtcClient client, PeerId peer) throws InterruptedException {
    client.connect();
    events.await(MediaEvent.PeerConnected.class, e -> e.peer().equals(peer));
  }

  private static void publishMicrophone(MediaServer server) {
    server.submit(
        new MediaCommand.Publish(
            ROOM,
            ALICE,
            MICROPHONE,
            MediaKind.AUDIO,
            "0",
            Codec.OPUS,
            List.of(new PayloadMapping(Codec.OPUS, 111, -1, false)),
            HeaderExtensionIds.NONE,
            List.of(new LayerSource(0, "", 1111, -1))));
    server.submit(
        new MediaCommand.Subscribe(
            ROOM,
            BOB,
            new SubscriptionId(1),
            MICROPHONE,
            2222,
            -1,
            List.of(new PayloadMapping(Codec.OPUS, 96, -1, false)),
            HeaderExtensionIds.NONE,
            "cname",
            "0"));
  }

  private static void publishCamera(MediaServer server) {
    server.submit(
        new MediaCommand.Publish(
            ROOM,
            ALICE,
            CAMERA,
            MediaKind.VIDEO,
            "1",
            Codec.VP8,
            List.of(new PayloadMapping(Codec.VP8, 100, -1, false)),
            HeaderExtensionIds.NONE,
            List.of(new LayerSource(0, "", 3333, -1))));
    server.submit(
        new MediaCommand.Subscribe(
            ROOM,
            BOB,
            new SubscriptionId(2),
            CAMERA,
            4444,
            -1,
            List.of(new PayloadMapping(Codec.VP8, 97, -1, false)),
            HeaderExtensionIds.NONE,
            "cname",
            "1"));
  }

  /// A VP8 payload: S bit, then a key frame's header, then bytes of the packet's own.
  private static byte[] vp8(int size, boolean first, int fill) {
    byte[] payload = new byte[size];
    Arrays.fill(payload, (byte) fill);
    payload[0] = (byte) (first ? 0x10 : 0);
    if (first) {
      byte[] keyFrame = {0x10, 0, 0, (byte) 0x9d, 1, 0x2a, (byte) 0x80, 2, (byte) 0x68, 1};
      System.arraycopy(keyFrame, 0, payload, 1, keyFrame.length);
    }
    return payload;
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false"})
  void forwardsMediaBetweenPeers(boolean tcp, boolean serverIsClient) throws InterruptedException {
    try (MediaServer server = start(loopback())) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      try (RtcClient alice = join(server, ALICE, tcp, serverIsClient);
          RtcClient bob = join(server, BOB, tcp, serverIsClient)) {
        connect(alice, ALICE);
        connect(bob, BOB);
        publishMicrophone(server);

        for (int i = 0; i < 50; i++) {
          alice.sendRtp(111, false, 100 + i, 960 * i, 1111, new byte[] {(byte) i, 1, 2, 3});
          int expected = i + 1;
          bob.await(() -> bob.rtp.size() >= expected);
        }

        events.await(MediaEvent.LayerStarted.class);
        events.await(MediaEvent.SubscriptionStarted.class);
        int i = 0;
        for (byte[] packet : bob.rtp) {
          assertThat(packet[1]).isEqualTo((byte) 96);
          assertThat(Arrays.copyOfRange(packet, packet.length - 4, packet.length))
              .containsExactly(i++, 1, 2, 3);
        }
        assertThat(server.snapshot().packetsForwarded()).isEqualTo(50);
        assertThat(server.snapshot().turnsFailed()).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NATIVE", "CHANNELS"})
  void sendsFramesInGroups(LoopIo.Adapter adapter) throws InterruptedException {
    try (MediaServer server = start(loopback().withSockets(adapter, true))) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      try (RtcClient alice = join(server, ALICE, false, false);
          RtcClient bob = join(server, BOB, false, false)) {
        connect(alice, ALICE);
        connect(bob, BOB);
        publishCamera(server);

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
                vp8(sizes[i], i == 0, frame * 8 + i));
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
        MediaSnapshot snapshot = server.snapshot();
        assertThat(snapshot.packetsPadded()).isGreaterThanOrEqualTo(40);
        if (server.loops().getFirst().io().datagrams().segments()) {
          // One group for each frame, and some for what isn't media.
          assertThat(snapshot.messagesSent()).isLessThan(60);
        }
      }
    }
  }

  @Test
  void carriesDataChannels() throws InterruptedException {
    try (MediaServer server = start(loopback())) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      try (RtcClient alice = join(server, ALICE, false, true)) {
        connect(alice, ALICE);
        server.submit(new MediaCommand.OpenDataChannel(ROOM, ALICE, "_reliable", true, -1));
        alice.sctp().connect(System.nanoTime());
        alice.await(
            () -> alice.sctpEvents.stream().anyMatch(SctpEvent.ChannelOpened.class::isInstance));
        alice
            .sctp()
            .send("_reliable", "up".getBytes(StandardCharsets.UTF_8), true, System.nanoTime());
        server.submit(
            new MediaCommand.SendData(
                ROOM, ALICE, "_reliable", "down".getBytes(StandardCharsets.UTF_8)));

        alice.await(
            () -> alice.sctpEvents.stream().anyMatch(SctpEvent.MessageReceived.class::isInstance));

        assertThat(events.await(MediaEvent.DataChannelOpened.class).label()).isEqualTo("_reliable");
        assertThat(events.await(MediaEvent.DataReceived.class).message()).containsExactly('u', 'p');
      }
    }
  }

  @Test
  void failsClosedOnAnotherCertificate() throws InterruptedException {
    try (MediaServer server = start(loopback())) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      server.submit(new MediaCommand.OpenPeer(ROOM, ALICE, credentials(ALICE), false));
      server.submit(new MediaCommand.SetRemote(ROOM, ALICE, "client", "sha-256", new byte[32]));
      var candidate = server.candidates().getFirst();
      try (RtcClient alice =
          new RtcClient(
              ClientLink.udp(candidate.address(), candidate.port()), credentials(ALICE), true)) {
        alice.serverFingerprint = server.fingerprint();
        alice.connect();

        MediaEvent.PeerFailed failed = events.await(MediaEvent.PeerFailed.class);

        assertThat(failed.reason()).isEqualTo(MediaEvent.Failure.DTLS_FAILED);
        alice.sendRtp(111, false, 1, 1, 1111, new byte[10]);
        await(() -> dropped(server, "no_keys") == 1);
        assertThat(events.seen).noneMatch(MediaEvent.PeerConnected.class::isInstance);
      }
    }
  }

  @Test
  void keepsMediaThroughAnIceRestart() throws InterruptedException {
    try (MediaServer server = start(loopback())) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      try (RtcClient alice = join(server, ALICE, false, false);
          RtcClient bob = join(server, BOB, false, false)) {
        connect(alice, ALICE);
        connect(bob, BOB);
        publishMicrophone(server);
        alice.sendRtp(111, false, 1, 0, 1111, new byte[10]);
        bob.await(() -> bob.rtp.size() == 1);

        IceCredentials fresh = new IceCredentials("fresh", "password-after-the-restart");
        server.submit(new MediaCommand.RestartIce(ROOM, BOB, fresh, "client2"));
        var candidate = server.candidates().getFirst();
        try (ClientLink moved = ClientLink.udp(candidate.address(), candidate.port())) {
          RtcClient again = new RtcClient(moved, fresh, true);
          bob.check();
          again.check();
          alice.sendRtp(111, false, 2, 960, 1111, new byte[10]);

          await(() -> moved.receive(50).isPresent());
        }
        int answers = bob.answers;
        bob.sendCheck(credentials(BOB).password());
        await(() -> dropped(server, "stun_unknown_ufrag") == 1);
        assertThat(bob.answers).isEqualTo(answers);
      }
    }
  }

  @Test
  void closesOneRoomWhenItFailsAndGoesOn() throws InterruptedException {
    try (MediaServer server = start(loopback())) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      server.submit(new MediaCommand.OpenRoom(new RoomId(2)));
      try (RtcClient alice = join(server, ALICE, false, false);
          RtcClient bob = join(server, BOB, false, false)) {
        connect(alice, ALICE);
        connect(bob, BOB);

        server
            .loops()
            .getFirst()
            .inspect(
                new RoomId(1),
                room -> {
                  throw new IllegalStateException("planted");
                });

        assertThat(events.await(MediaEvent.PeerFailed.class, e -> e.peer().equals(ALICE)))
            .isNotNull();
        assertThat(events.await(MediaEvent.PeerFailed.class, e -> e.peer().equals(BOB)))
            .isNotNull();
        await(() -> server.snapshot().peers() == 0);
        assertThat(server.snapshot().roomsFailed()).isEqualTo(1);
        assertThat(server.snapshot().rooms()).isEqualTo(2);
      }
      try (RtcClient alice = join(server, ALICE, false, false)) {
        connect(alice, ALICE);
      }
    }
  }

  @Test
  void closesSoonAndFreesItsPorts() {
    MediaServer server = start(loopback());
    MediaConfig same =
        loopback()
            .withPorts(server.candidates().getFirst().port(), server.candidates().getLast().port());
    assertThat(MediaDoctor.portProblem(same)).isPresent();

    long begin = System.nanoTime();
    server.close();

    assertThat(System.nanoTime() - begin).isLessThan(2_000_000_000L);
    assertThat(MediaDoctor.portProblem(same)).isEmpty();
  }

  @Test
  void spreadsRoomsOverLoopsThatAnswerOnlyForTheirOwn() throws InterruptedException {
    try (MediaServer server = start(loopback().withLoops(2))) {
      server.submit(new MediaCommand.OpenRoom(ROOM));
      server.submit(new MediaCommand.OpenPeer(ROOM, ALICE, credentials(ALICE), false));
      List<Integer> ports =
          server.candidates().stream().filter(c -> !c.tcp()).map(c -> c.port()).toList();
      assertThat(ports).hasSize(2).doesNotHaveDuplicates();

      try (RtcClient right =
              new RtcClient(ClientLink.udp("127.0.0.1", ports.get(1)), credentials(ALICE), true);
          RtcClient wrong =
              new RtcClient(ClientLink.udp("127.0.0.1", ports.get(0)), credentials(ALICE), true)) {
        right.check();
        wrong.sendCheck(credentials(ALICE).password());

        await(() -> dropped(server, "stun_unknown_ufrag") == 1);
      }
    }
  }

  private static long dropped(MediaServer server, String reason) {
    return server.snapshot().drops().getOrDefault(reason, 0L);
  }

  private static void await(RtcClient.Condition condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the condition did not come to hold");
      }
      Thread.onSpinWait();
    }
  }
}
