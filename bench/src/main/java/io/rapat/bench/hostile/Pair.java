package io.rapat.bench.hostile;

/// A publisher and a subscriber in a room of their own, both in the attackers' hands: what passes
/// from one to the other shows whether an attack on either left its traces.
final class Pair implements AutoCloseable {
  final Attacker publisher;
  final Attacker subscriber;
  final int video;
  int sequence = 1000;

  Pair(Target target, String room) {
    publisher = new Attacker(target, room, room + "-publisher").join();
    video = publisher.publish(true);
    publisher.connect();
    subscriber = new Attacker(target, room, room + "-subscriber").join();
    subscriber.offer.receive(false);
    subscriber.offer.receive(true);
    subscriber.connect();
    publisher.await("something passes", () -> pass(1) > 0);
  }

  /// Sends good packets; returns how many came out.
  int pass(int count) {
    int before = subscriber.received();
    for (int i = 0; i < count; i++) {
      publisher.sendRtp(Packets.video(sequence, video), Packets.keyFrame(sequence));
      sequence++;
      pump(1);
    }
    pump(60);
    return subscriber.received() - before;
  }

  void pump(long millis) {
    publisher.pump(millis / 2 + 1);
    subscriber.pump(millis / 2 + 1);
  }

  /// The SSRC that the subscriber receives.
  int subscribedSsrc() {
    return subscriber.mediaSsrc;
  }

  @Override
  public void close() {
    publisher.close();
    subscriber.close();
  }
}
