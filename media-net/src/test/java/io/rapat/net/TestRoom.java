package io.rapat.net;

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
import java.util.Arrays;
import java.util.List;

/// A running server with one room, and what signalling would say to it. Alice publishes a
/// microphone and a camera, Bob subscribes.
final class TestRoom implements AutoCloseable {
  static final RoomId ROOM = new RoomId(1);
  static final PeerId ALICE = new PeerId(1);
  static final PeerId BOB = new PeerId(2);
  static final int MICROPHONE_SSRC = 1111;
  static final int CAMERA_SSRC = 3333;

  final EventLog events = new EventLog();
  final MediaServer server;

  TestRoom(MediaConfig config) {
    server = MediaServer.start(config, events, RtcClient.SRTP);
    server.submit(new MediaCommand.OpenRoom(ROOM));
  }

  static MediaConfig.Builder loopback() {
    return MediaConfig.builder().ports(0, 0).addresses("127.0.0.1", List.of());
  }

  static IceCredentials credentials(PeerId peer) {
    return new IceCredentials("server" + peer.value(), "password-of-server-" + peer.value());
  }

  RtcClient join(PeerId peer, boolean tcp, boolean serverIsClient) {
    server.submit(new MediaCommand.OpenPeer(ROOM, peer, credentials(peer), serverIsClient));
    server.submit(
        new MediaCommand.SetRemote(ROOM, peer, "client", "sha-256", RtcClient.DTLS.fingerprint()));
    return client(peer, tcp, serverIsClient);
  }

  RtcClient client(PeerId peer, boolean tcp, boolean serverIsClient) {
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

  void connect(RtcClient client, PeerId peer) throws InterruptedException {
    client.connect();
    events.await(MediaEvent.PeerConnected.class, e -> e.peer().equals(peer));
  }

  void publishMicrophone() {
    publish(1, MediaKind.AUDIO, Codec.OPUS, 111, MICROPHONE_SSRC);
    subscribe(BOB, 1, 1, Codec.OPUS, 96, 2222);
  }

  void publishCamera() {
    publish(2, MediaKind.VIDEO, Codec.VP8, 100, CAMERA_SSRC);
    subscribe(BOB, 2, 2, Codec.VP8, 97, 4444);
  }

  void publish(long publication, MediaKind kind, Codec codec, int payloadType, long ssrc) {
    server.submit(
        new MediaCommand.Publish(
            ROOM,
            ALICE,
            new PublicationId(publication),
            kind,
            "" + publication,
            codec,
            List.of(new PayloadMapping(codec, payloadType, -1, false)),
            HeaderExtensionIds.NONE,
            List.of(new LayerSource(0, "", ssrc, -1))));
  }

  void subscribe(
      PeerId peer, long subscription, long publication, Codec codec, int payloadType, long ssrc) {
    server.submit(
        new MediaCommand.Subscribe(
            ROOM,
            peer,
            new SubscriptionId(subscription),
            new PublicationId(publication),
            ssrc,
            -1,
            List.of(new PayloadMapping(codec, payloadType, -1, false)),
            HeaderExtensionIds.NONE,
            "cname",
            "" + publication));
  }

  /// A VP8 payload: the descriptor, for the first packet a key frame's header, then one byte again
  /// and again.
  static byte[] vp8(int size, boolean first, int fill) {
    byte[] payload = new byte[size];
    Arrays.fill(payload, (byte) fill);
    payload[0] = (byte) (first ? 0x10 : 0);
    if (first) {
      byte[] keyFrame = {0x10, 0, 0, (byte) 0x9d, 1, 0x2a, (byte) 0x80, 2, (byte) 0x68, 1};
      System.arraycopy(keyFrame, 0, payload, 1, keyFrame.length);
    }
    return payload;
  }

  long dropped(String reason) {
    return server.snapshot().drops().getOrDefault(reason, 0L);
  }

  static void await(RtcClient.Condition condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.holds()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("the condition did not come to hold");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
