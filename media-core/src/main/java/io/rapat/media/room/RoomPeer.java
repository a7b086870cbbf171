package io.rapat.media.room;

import io.rapat.media.congestion.ArrivalLog;
import io.rapat.media.congestion.FeedbackEstimator;
import io.rapat.media.congestion.LayerBudget;
import io.rapat.media.congestion.RetransmissionBudget;
import io.rapat.media.stream.RateMeter;
import java.util.ArrayList;
import java.util.List;

/// One transport as the room sees it: what it publishes and what it receives.
final class RoomPeer {
  /// Until a round trip was measured.
  private static final long DEFAULT_ROUND_TRIP_NANOS = 70_000_000L;

  private static final long MAX_ROUND_TRIP_NANOS = 5_000_000_000L;

  final PeerId id;
  final int index;

  /// SSRC under which our feedback to the peer goes.
  final int feedbackSsrc;

  // As publisher.
  final List<Publication> publications = new ArrayList<>();
  final SsrcTable<Layer> media = new SsrcTable<>();
  final SsrcTable<Layer> repair = new SsrcTable<>();
  final ParkedPackets parked = new ParkedPackets();
  final ArrivalLog arrivals = new ArrivalLog();
  int midExtension;
  int ridExtension;
  int repairedRidExtension;
  int transportSequenceExtension;

  /// An SSRC of the peer that transport feedback can name.
  int feedbackMedia;

  long lastReportNanos;

  // As subscriber.
  final List<Subscription> subscriptions = new ArrayList<>();
  final SsrcTable<Subscription> bySsrc = new SsrcTable<>();
  final RateMeter sent = new RateMeter();
  final LayerBudget budget = new LayerBudget();
  final RetransmissionBudget retransmissions = new RetransmissionBudget();
  final FeedbackEstimator estimator = new FeedbackEstimator();

  // The peer's last reference time (RFC 3611 §4.4), to be answered.
  boolean referencePending;
  int referenceSsrc;
  int referenceMiddle;
  long referenceNanos;

  private boolean roundTripKnown;
  private long roundTripNanos = DEFAULT_ROUND_TRIP_NANOS;

  // Quality.
  final Quality quality = new Quality();

  /// Packets of any kind since the last score.
  int heard;

  boolean silent;

  RoomPeer(PeerId id, int index, int feedbackSsrc) {
    this.id = id;
    this.index = index;
    this.feedbackSsrc = feedbackSsrc;
  }

  /// Learns the extension ids of a publication; they are the same in all sections of a transport
  /// (RFC 8843 §9.2).
  void learn(HeaderExtensionIds ids) {
    midExtension = ids.mid() != 0 ? ids.mid() : midExtension;
    ridExtension = ids.rid() != 0 ? ids.rid() : ridExtension;
    repairedRidExtension = ids.repairedRid() != 0 ? ids.repairedRid() : repairedRidExtension;
    transportSequenceExtension =
        ids.transportSequence() != 0 ? ids.transportSequence() : transportSequenceExtension;
  }

  /// The measured round trip, smoothed, or 70 ms.
  long roundTripNanos() {
    return roundTripNanos;
  }

  boolean isRoundTripKnown() {
    return roundTripKnown;
  }

  /// A measured round trip; what can't be one is ignored.
  void onRoundTrip(long nanos) {
    if (nanos < 0 || nanos > MAX_ROUND_TRIP_NANOS) {
      return;
    }
    roundTripNanos = roundTripKnown ? (7 * roundTripNanos + nanos) / 8 : nanos;
    roundTripKnown = true;
  }
}
