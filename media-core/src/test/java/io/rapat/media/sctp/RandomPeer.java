package io.rapat.media.sctp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A peer inside DTLS that sends well-formed nonsense around the right tag and TSNs.
final class RandomPeer {
  private static final long TICK = 5_000_000;

  private final Random random;
  private final SctpAssociation target;
  private int tag;
  private int ownTsn;
  private int targetTsn;
  private long nowNanos;

  RandomPeer(long seed) {
    random = new Random(seed);
    SimulatedLink link = new SimulatedLink(seed).connected();
    target = link.b;
    nowNanos = link.nowNanos;
    Chunk.Init own = (Chunk.Init) link.sentByA.getFirst().chunks().getFirst();
    Chunk.Init theirs = (Chunk.Init) link.sentByB.getFirst().chunks().getFirst();
    ownTsn = own.tsn();
    targetTsn = theirs.tsn();
    tag = theirs.tag();
    target.open("victim", random.nextBoolean(), random.nextInt(3) - 1, nowNanos);
  }

  SctpAssociation target() {
    return target;
  }

  void attackOnce() {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      chunks.add(chunk());
    }
    int withTag = random.nextInt(50) == 0 ? random.nextInt() : tag;
    target.receive(new SctpPacket(5000, 5000, withTag, chunks).encode(), nowNanos);
    target.send("victim", new byte[random.nextInt(3000)], true, nowNanos);
    nowNanos += random.nextInt(20) * TICK;
    target.handleTimeout(nowNanos);
    drain();
  }

  private void drain() {
    for (Optional<byte[]> packet = target.poll(nowNanos);
        packet.isPresent();
        packet = target.poll(nowNanos)) {
      for (Chunk chunk : SimulatedLink.parse(packet.get()).chunks()) {
        if (chunk instanceof Chunk.Data data) {
          targetTsn = data.tsn() + 1;
        }
      }
    }
    while (target.pollEvent().isPresent()) {
      // Taken, as an owner does.
    }
  }

  private Chunk chunk() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> data();
      case 4, 5 -> sack();
      case 6 -> new Chunk.ForwardTsn(ownTsn + random.nextInt(20) - 10, shorts(4));
      case 7 ->
          new Chunk.Reconfig(
              List.of(new Chunk.Parameter(13 + random.nextInt(6), bytes(random.nextInt(20)))));
      case 8 -> new Chunk.Heartbeat(random.nextBoolean(), bytes(random.nextInt(30)));
      case 9 -> new Chunk.OperationError(bytes(random.nextInt(12)));
      case 10 -> new Chunk.CookieEcho(bytes(76));
      default -> new Chunk.Unknown(random.nextInt(256) | 0x40, 0, bytes(random.nextInt(9)));
    };
  }

  private Chunk data() {
    int at = random.nextInt(4) == 0 ? ownTsn + random.nextInt(10) - 5 : ownTsn++;
    boolean open = random.nextInt(5) == 0;
    int flags = random.nextInt(3) == 0 ? random.nextInt(16) : 3;
    byte[] payload =
        open ? Dcep.open("x", random.nextBoolean(), 0) : bytes(1 + random.nextInt(1000));
    return new Chunk.Data(flags, at, random.nextInt(8), random.nextInt(4), open ? 50 : 53, payload);
  }

  private Chunk sack() {
    return new Chunk.Sack(
        targetTsn - 1 - random.nextInt(5), random.nextInt(1 << 20), shorts(8), new int[0]);
  }

  private int[] shorts(int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(10);
    }
    return values;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
