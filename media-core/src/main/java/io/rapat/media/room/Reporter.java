package io.rapat.media.room;

import io.rapat.media.rtcp.NtpTime;
import io.rapat.media.rtcp.RtcpWriter;
import io.rapat.media.stream.NackRegister;
import io.rapat.media.stream.ReceptionStatistics;
import io.rapat.media.stream.SenderClock;
import java.lang.foreign.Arena;

/// Writes the RTCP that goes to each peer: to publishers NACK, transport feedback, key-frame
/// requests and receiver reports; to subscribers sender reports. Everything that is due for a peer
/// goes out in one datagram.
///
/// Hot path.
final class Reporter {
  private static final int MAX_DATAGRAM = 1200;
  private static final int LARGEST_PACKET = 300;
  private static final long REPORT_NANOS = 1_000_000_000L;
  private static final long SENDER_REPORT_NANOS = 3_000_000_000L;

  private final PacketOutput output;
  private final Counters counters;
  private final RtcpWriter writer =
      new RtcpWriter(Arena.ofAuto().allocate(MAX_DATAGRAM, 64), 0, MAX_DATAGRAM);
  private final long[] missing = new long[NackRegister.MAX_MISSING];

  Reporter(PacketOutput output, Counters counters) {
    this.output = output;
    this.counters = counters;
  }

  /// Sends what is due. True when packets are missing or feedback is pending, so that the next look
  /// is to be soon.
  boolean report(RoomPeer peer, long nowNanos) {
    writer.reset();
    boolean busy = feedBack(peer, nowNanos);
    for (int i = 0; i < peer.publications.size(); i++) {
      for (Layer layer : peer.publications.get(i).layers) {
        if (layer.bound) {
          requestKeyFrame(peer, layer, nowNanos);
          busy |= nack(peer, layer, nowNanos);
        }
      }
    }
    if (!peer.publications.isEmpty() && nowNanos - peer.lastReportNanos >= REPORT_NANOS) {
      peer.lastReportNanos = nowNanos;
      receiverReport(peer, nowNanos);
    }
    for (int i = 0; i < peer.subscriptions.size(); i++) {
      senderReport(peer.subscriptions.get(i), nowNanos);
    }
    answerReference(peer, nowNanos);
    flush(peer);
    return busy;
  }

  private boolean feedBack(RoomPeer peer, long nowNanos) {
    if (peer.feedbackMedia == 0) {
      return false;
    }
    if (peer.arrivals.isDue(nowNanos)) {
      makeRoom(peer, MAX_DATAGRAM);
      peer.arrivals.write(writer, peer.feedbackSsrc, peer.feedbackMedia, nowNanos);
    }
    return peer.arrivals.isPending();
  }

  private void requestKeyFrame(RoomPeer peer, Layer layer, long nowNanos) {
    if (layer.keyFrames.take(nowNanos)) {
      makeRoom(peer, LARGEST_PACKET);
      writer.pictureLoss(peer.feedbackSsrc, layer.ssrc);
      counters.keyFrameRequestsSent++;
    }
  }

  private boolean nack(RoomPeer peer, Layer layer, long nowNanos) {
    NackRegister register = layer.stream.nacks();
    if (register.isEmpty()) {
      return false;
    }
    int count = register.collect(nowNanos, peer.roundTripNanos(), missing);
    if (count > 0) {
      makeRoom(peer, 12 + 4 * count);
      writer.nack(peer.feedbackSsrc, layer.ssrc);
      for (int i = 0; i < count; i++) {
        writer.nackSequence((int) missing[i] & 0xffff);
      }
      counters.nacksSent += count;
    }
    return !register.isEmpty();
  }

  private void receiverReport(RoomPeer peer, long nowNanos) {
    makeRoom(peer, LARGEST_PACKET);
    writer.receiverReport(peer.feedbackSsrc);
    for (int i = 0; i < peer.publications.size(); i++) {
      for (Layer layer : peer.publications.get(i).layers) {
        if (layer.bound && layer.stream.statistics().isStarted()) {
          reportBlock(peer, layer, nowNanos);
        }
      }
    }
    makeRoom(peer, LARGEST_PACKET);
    writer.receiverReferenceTime(peer.feedbackSsrc, NtpTime.ofNanos(nowNanos));
  }

  private void reportBlock(RoomPeer peer, Layer layer, long nowNanos) {
    ReceptionStatistics statistics = layer.stream.statistics();
    SenderClock clock = layer.stream.clock();
    boolean known = clock.isKnown();
    int fraction = statistics.endInterval();
    int lost = Math.clamp(statistics.lost(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    int last = known ? NtpTime.middle(clock.ntp()) : 0;
    int delay = known ? NtpTime.shortOfNanos(nowNanos - clock.arrivalNanos()) : 0;
    boolean added = false;
    for (int attempt = 0; attempt < 2 && !added; attempt++) {
      added =
          writer.reportBlock(
              layer.ssrc,
              fraction,
              lost,
              (int) statistics.highest(),
              statistics.jitter(),
              last,
              delay);
      if (!added) {
        flush(peer);
        writer.receiverReport(peer.feedbackSsrc);
      }
    }
  }

  private void senderReport(Subscription subscription, long nowNanos) {
    Layer layer = subscription.current;
    if (!subscription.started || layer == null || nowNanos - subscription.nextReportNanos < 0) {
      return;
    }
    SenderClock clock = layer.stream.clock();
    if (!clock.isKnown()) {
      return;
    }
    subscription.nextReportNanos = nowNanos + SENDER_REPORT_NANOS;
    makeRoom(subscription.receiver, 2 * LARGEST_PACKET);
    long ntp = clock.ntpAt(nowNanos);
    writer.senderReport(
        subscription.ssrc,
        ntp,
        clock.timestampAt(nowNanos) + subscription.timeline.offset(),
        subscription.packetsSent,
        subscription.octetsSent);
    writer.sourceDescription(subscription.ssrc, subscription.cname);
    subscription.reportSent(ntp, nowNanos);
  }

  private void answerReference(RoomPeer peer, long nowNanos) {
    if (peer.referencePending) {
      peer.referencePending = false;
      makeRoom(peer, LARGEST_PACKET);
      writer.delaySinceReference(
          peer.feedbackSsrc,
          peer.referenceSsrc,
          peer.referenceMiddle,
          NtpTime.shortOfNanos(nowNanos - peer.referenceNanos));
    }
  }

  private void makeRoom(RoomPeer peer, int bytes) {
    if (writer.remaining() < bytes) {
      flush(peer);
    }
  }

  private void flush(RoomPeer peer) {
    if (writer.length() > 0) {
      output.sendRtcp(peer.index, writer.segment(), writer.offset(), writer.length());
      writer.reset();
    }
  }
}
