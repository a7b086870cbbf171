package io.rapat.media.room;

import io.rapat.media.rtcp.RtcpHandler;
import java.lang.foreign.MemorySegment;

/// Ignores everything; tests override what they look at.
class RecordingHandler implements RtcpHandler {
  @Override
  public void onSenderReport(int ssrc, long ntp, int rtpTimestamp) {}

  @Override
  public void onReportBlock(
      int ssrc, int fractionLost, long jitter, int lastSenderReport, long delay) {}

  @Override
  public void onNack(int mediaSsrc, int sequence) {}

  @Override
  public void onKeyFrameRequest(int mediaSsrc) {}

  @Override
  public void onReceiverEstimate(long bitrateBps) {}

  @Override
  public void onTransportFeedback(MemorySegment segment, long offset, int length) {}

  @Override
  public void onReceiverReferenceTime(int ssrc, int middleNtp) {}

  @Override
  public void onDelaySinceReference(int ssrc, int lastReference, long delay) {}
}
