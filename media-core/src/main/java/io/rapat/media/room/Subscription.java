package io.rapat.media.room;

import io.rapat.media.rtcp.NtpTime;
import io.rapat.media.stream.RateMeter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One publication on its way to one subscriber: what is wanted, what is sent at present, and the
/// numbers the outgoing stream goes on with.
@SuppressWarnings("EnumOrdinal") // an array index, never stored
final class Subscription {
  private static final int VIDEO_MEMORY = 512;
  private static final int AUDIO_MEMORY = 64;
  private static final int MAX_CNAME = 255;
  private static final int NONE = -1;
  private static final int ALL = 7;
  private static final double KEY_FRAME_QUOTA = 5;

  final SubscriptionId id;
  final RoomPeer receiver;
  final Publication publication;
  final int ssrc;
  final int rtxSsrc;
  final boolean hasRtx;
  final HeaderExtensionIds extensions;
  final byte[] cname;
  final SequenceMap sequence;
  final Timeline timeline;
  final Vp8Numbers vp8 = new Vp8Numbers();
  final RateMeter rate = new RateMeter();
  final LinkReport report = new LinkReport();
  private final byte[] payloadTypes = new byte[Codec.values().length];
  private final byte[] rtxPayloadTypes = new byte[Codec.values().length];

  // What the subscriber wants.
  boolean paused;
  int maxSpatial = ALL;
  int maxTemporal = ALL;

  // What it gets.
  @Nullable Layer current;
  int currentEpoch;
  @Nullable Layer previous;
  int previousEpoch;
  int candidates;
  int temporal;
  int spatial;
  int decodeTarget = NONE;

  /// The wanted spatial layer inside the stream begins at a key frame only.
  boolean innerWaiting;

  boolean started;
  int rtxSequence;

  // What was sent.
  int packetsSent;
  int octetsSent;
  long nextKeyFrameRequestNanos;
  long nextReportNanos;
  boolean reported;

  private double keyFrameQuota = KEY_FRAME_QUOTA;
  private long quotaNanos;
  private final int[] reportMiddles = new int[2];
  private final long[] reportNanos = new long[2];

  Subscription(
      MediaCommand.Subscribe subscribe,
      RoomPeer receiver,
      Publication publication,
      RandomGenerator random) {
    id = subscribe.subscription();
    this.receiver = receiver;
    this.publication = publication;
    ssrc = (int) subscribe.ssrc();
    hasRtx = subscribe.rtxSsrc() >= 0;
    rtxSsrc = (int) subscribe.rtxSsrc();
    extensions = subscribe.extensions();
    byte[] name = subscribe.cname().getBytes(StandardCharsets.UTF_8);
    cname = Arrays.copyOf(name, Math.min(name.length, MAX_CNAME));
    boolean video = publication.kind == MediaKind.VIDEO;
    // Below 2^15, so that losing the first packets can't confuse the roll-over counter (RFC 3711
    // §3.3.1).
    sequence = new SequenceMap(video ? VIDEO_MEMORY : AUDIO_MEMORY, 1 + random.nextInt(0x7ffe));
    rtxSequence = 1 + random.nextInt(0x7ffe);
    timeline = new Timeline(publication.clockRate, random.nextInt());
    mapPayloads(subscribe);
  }

  private void mapPayloads(MediaCommand.Subscribe subscribe) {
    Arrays.fill(payloadTypes, (byte) NONE);
    Arrays.fill(rtxPayloadTypes, (byte) NONE);
    for (PayloadMapping mapping : subscribe.payloads()) {
      int i = mapping.codec().ordinal();
      if (payloadTypes[i] == NONE) {
        payloadTypes[i] = (byte) mapping.payloadType();
        rtxPayloadTypes[i] = (byte) mapping.rtxPayloadType();
      }
    }
  }

  /// The subscriber's payload type of a codec, or -1.
  ///
  /// Hot path.
  int payloadType(Codec codec) {
    return payloadTypes[codec.ordinal()];
  }

  /// The subscriber's payload type for retransmissions of a codec, or -1.
  int rtxPayloadType(Codec codec) {
    return rtxPayloadTypes[codec.ordinal()];
  }

  /// Whether packets of the layer concern this subscription at present.
  boolean wants(Layer layer) {
    return !paused && (current == layer || (candidates & 1 << layer.spatial) != 0);
  }

  /// Nothing is sent from now on; what comes next begins anew.
  void interrupt() {
    if (current != null) {
      previous = current;
      previousEpoch = currentEpoch;
      current = null;
    }
    publication.rewire = true;
  }

  /// Looks anew at what there is to send.
  void select(long nowNanos) {
    int before = candidates;
    Layer[] layers = publication.layers;
    int top = Math.min(maxSpatial, layers.length - 1);
    if (layers.length > 1) {
      top = Math.max(0, top - receiver.budget.level());
    }
    int target = LayerSelector.target(layers, top, current, nowNanos);
    candidates = LayerSelector.candidates(layers, target, current, nowNanos);
    publication.rewire |= candidates != before;
  }

  /// Highest spatial layer wanted inside a stream that carries spatial layers up to `highest`: only
  /// a stream that isn't one of several is chosen from.
  int innerSpatial(int highest) {
    return publication.layers.length > 1
        ? highest
        : Math.max(0, Math.min(maxSpatial, highest) - receiver.budget.level());
  }

  /// Highest temporal layer wanted inside a stream; lowered where there's no spatial layer to
  /// lower.
  int innerTemporal(int highestSpatial, int highest) {
    int wanted = Math.min(maxTemporal, highest);
    return publication.layers.length > 1 || highestSpatial > 0
        ? wanted
        : Math.max(0, wanted - receiver.budget.level());
  }

  /// Whether the subscriber waits for a key frame.
  boolean awaitsKeyFrame() {
    return (candidates != 0 || innerWaiting) && !paused && publication.kind == MediaKind.VIDEO;
  }

  /// The first packet of a layer that is sent from now on.
  void begin(Layer layer, long number, int timestamp, long nowNanos) {
    boolean same = layer == previous && layer.stream.epoch() == previousEpoch;
    if (same) {
      timeline.resume(timestamp, nowNanos);
    } else {
      timeline.begin(timestamp, layer.stream.clock(), nowNanos);
    }
    sequence.begin(number);
    current = layer;
    currentEpoch = layer.stream.epoch();
    previous = layer;
    previousEpoch = currentEpoch;
    candidates &= ~(1 << layer.spatial);
    publication.rewire = true;
  }

  /// How many layers less than it wants and could have the subscriber gets.
  int missedLayers(long nowNanos) {
    Layer layer = current;
    if (layer == null || publication.layers.length == 1) {
      return 0;
    }
    int wanted = LayerSelector.target(publication.layers, maxSpatial, layer, nowNanos);
    return Math.max(0, wanted - layer.spatial);
  }

  /// Whether one more request for a key frame is heard: five at once, then one a second.
  boolean takeKeyFrameQuota(long nowNanos) {
    double seconds = Math.clamp((nowNanos - quotaNanos) / 1e9, 0, KEY_FRAME_QUOTA);
    keyFrameQuota = Math.min(KEY_FRAME_QUOTA, keyFrameQuota + seconds);
    quotaNanos = nowNanos;
    if (keyFrameQuota < 1) {
      return false;
    }
    keyFrameQuota--;
    return true;
  }

  /// Remembers a sender report, for the round trip.
  void reportSent(long ntp, long nowNanos) {
    reportMiddles[1] = reportMiddles[0];
    reportNanos[1] = reportNanos[0];
    reportMiddles[0] = NtpTime.middle(ntp);
    reportNanos[0] = nowNanos;
  }

  /// Nanoseconds since the sender report that `middle` names, or -1 when it isn't one of the last.
  long sinceReport(int middle, long nowNanos) {
    for (int i = 0; i < reportMiddles.length; i++) {
      if (reportNanos[i] != 0 && reportMiddles[i] == middle) {
        return nowNanos - reportNanos[i];
      }
    }
    return -1;
  }
}
