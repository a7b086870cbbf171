package io.rapat.media.room;

import io.rapat.media.rtcp.NtpTime;
import io.rapat.media.rtcp.RtcpHandler;
import io.rapat.media.rtcp.RtcpReader;
import java.lang.foreign.MemorySegment;

/// Applies a peer's RTCP: reports of its own streams, and what it says of those it receives. An
/// SSRC means something only among the streams of the same peer.
///
/// Hot path.
final class FeedbackReader implements RtcpHandler {
  private final RtcpReader reader = new RtcpReader();
  private final Counters counters;
  private final Retransmitter retransmitter;
  private RoomPeer peer;
  private long nowNanos;

  FeedbackReader(Counters counters, Retransmitter retransmitter, RoomPeer nobody) {
    this.counters = counters;
    this.retransmitter = retransmitter;
    peer = nobody;
  }

  void read(RoomPeer from, MemorySegment segment, long offset, int length, long nowNanos) {
    peer = from;
    this.nowNanos = nowNanos;
    reader.read(segment, offset, length, this);
    counters.count(Drop.MALFORMED_RTCP, reader.malformed());
    counters.count(Drop.RTCP_BUDGET, reader.overBudget());
  }

  @Override
  public void onSenderReport(int ssrc, long ntp, int rtpTimestamp) {
    Layer layer = peer.media.get(ssrc);
    if (layer != null) {
      layer.stream.clock().onSenderReport(ntp, rtpTimestamp, nowNanos);
    }
  }

  @Override
  public void onReportBlock(
      int ssrc, int fractionLost, long jitter, int lastSenderReport, long delay) {
    Subscription subscription = peer.bySsrc.get(ssrc);
    if (subscription == null) {
      return;
    }
    subscription.report.add(fractionLost, jitter);
    long since = lastSenderReport == 0 ? -1 : subscription.sinceReport(lastSenderReport, nowNanos);
    if (since >= 0) {
      peer.onRoundTrip(since - NtpTime.nanosOfShort(delay));
    }
  }

  @Override
  public void onNack(int mediaSsrc, int sequence) {
    Subscription subscription = peer.bySsrc.get(mediaSsrc);
    if (subscription == null) {
      counters.count(Drop.NACK_UNKNOWN);
    } else {
      retransmitter.onNack(subscription, sequence, nowNanos);
    }
  }

  @Override
  public void onKeyFrameRequest(int mediaSsrc) {
    Subscription subscription = peer.bySsrc.get(mediaSsrc);
    if (subscription == null || subscription.publication.kind != MediaKind.VIDEO) {
      return;
    }
    if (!subscription.takeKeyFrameQuota(nowNanos)) {
      counters.count(Drop.KEY_FRAME_QUOTA);
      return;
    }
    Layer layer = subscription.current;
    if (layer != null && !subscription.paused) {
      layer.keyFrames.want();
    }
  }

  @Override
  public void onReceiverEstimate(long bitrateBps) {
    peer.budget.onEstimate(bitrateBps, nowNanos);
  }

  @Override
  public void onTransportFeedback(MemorySegment segment, long offset, int length) {
    int unknown = peer.estimator.onFeedback(segment, offset, length, nowNanos);
    if (unknown < 0) {
      counters.count(Drop.MALFORMED_RTCP);
    } else {
      counters.count(Drop.UNKNOWN_FEEDBACK, unknown);
    }
    if (peer.estimator.hasEstimate()) {
      peer.budget.onEstimate(peer.estimator.estimateBps(), nowNanos);
    }
  }

  @Override
  public void onReceiverReferenceTime(int ssrc, int middleNtp) {
    peer.referencePending = true;
    peer.referenceSsrc = ssrc;
    peer.referenceMiddle = middleNtp;
    peer.referenceNanos = nowNanos;
  }

  @Override
  public void onDelaySinceReference(int ssrc, int lastReference, long delay) {
    if (ssrc == peer.feedbackSsrc && lastReference != 0) {
      int elapsed = NtpTime.middle(NtpTime.ofNanos(nowNanos)) - lastReference - (int) delay;
      peer.onRoundTrip(elapsed < 0 ? -1 : NtpTime.nanosOfShort(elapsed));
    }
  }
}
