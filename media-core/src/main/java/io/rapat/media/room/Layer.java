package io.rapat.media.room;

import io.rapat.media.codec.DependencyDescriptor;
import io.rapat.media.stream.ReceiveStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One encoding of a publication as it is received: a simulcast layer, or the only stream.
final class Layer {
  private static final int VIDEO_HISTORY = 512;
  private static final int AUDIO_HISTORY = 64;
  private static final long NEVER = -1;
  private static final long GONE_NANOS = 1_500_000_000L;
  private static final long SLOW_GONE_NANOS = 5_000_000_000L;
  private static final int SLOW_PACKETS_PER_SECOND = 8;

  final Publication publication;
  final int spatial;
  final String rid;
  final ReceiveStream stream;
  final DependencyDescriptor descriptor = new DependencyDescriptor();
  final KeyFrameThrottle keyFrames;
  final LossWindow window = new LossWindow();

  /// The SSRC's 32 bits; meaningful when [#bound].
  int ssrc;

  boolean bound;
  int rtxSsrc;
  boolean rtxBound;

  /// Whether a retransmission SSRC was learned that no event told of.
  boolean repairLearned;

  /// Codec of the first packet; meaningful when [#started].
  Codec codec = Codec.OPUS;

  int lastTimestamp;
  boolean sawParameterSets;
  int highestSpatial;
  int highestTemporal;

  /// Whether [MediaEvent.LayerStarted] told of the present SSRC.
  boolean started;

  private int slowestRate = Integer.MAX_VALUE;
  private @Nullable Subscription[] subscribers = new @Nullable Subscription[4];
  private int subscriberCount;

  Layer(Publication publication, LayerSource source, int clockRate, boolean nackable) {
    this.publication = publication;
    spatial = source.spatial();
    rid = source.rid();
    boolean video = publication.kind == MediaKind.VIDEO;
    stream = new ReceiveStream(clockRate, video ? VIDEO_HISTORY : AUDIO_HISTORY, nackable);
    keyFrames = new KeyFrameThrottle(spatial);
  }

  /// Another SSRC takes the layer's place.
  void restart() {
    started = false;
    sawParameterSets = false;
    stream.restart();
  }

  /// SSRC as events name it.
  long ssrcOrMinusOne() {
    return bound ? Integer.toUnsignedLong(ssrc) : NEVER;
  }

  long rtxSsrcOrMinusOne() {
    return rtxBound ? Integer.toUnsignedLong(rtxSsrc) : NEVER;
  }

  /// Whether packets come. An encoding with few packets, a still screen, may be silent for longer.
  boolean isLive(long nowNanos) {
    if (!started) {
      return false;
    }
    long silence = nowNanos - stream.lastPacketNanos();
    return silence < (slowestRate < SLOW_PACKETS_PER_SECOND ? SLOW_GONE_NANOS : GONE_NANOS);
  }

  /// Looks at the packet rate once in a while, so that [#isLive] knows what silence means.
  void observeRate(long nowNanos) {
    int rate = stream.rate().packetsPerSecond(nowNanos);
    if (rate > 0) {
      slowestRate = rate;
    }
  }

  int subscriberCount() {
    return subscriberCount;
  }

  /// Hot path.
  @Nullable Subscription subscriber(int index) {
    return subscribers[index];
  }

  void clearSubscribers() {
    Arrays.fill(subscribers, 0, subscriberCount, null);
    subscriberCount = 0;
  }

  void addSubscriber(Subscription subscription) {
    if (subscriberCount == subscribers.length) {
      subscribers = Arrays.copyOf(subscribers, 2 * subscriberCount);
    }
    subscribers[subscriberCount++] = subscription;
  }
}
