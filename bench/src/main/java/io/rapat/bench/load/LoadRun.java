package io.rapat.bench.load;

import io.rapat.media.srtp.SrtpEngine;
import io.rapat.net.dtls.DtlsEngines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One load: everybody joins, the time runs, the report is made. One thread drives all media; the
/// HTTP client's threads only bring signalling.
final class LoadRun {
  private static final long TICK_NANOS = 5_000_000;
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(30);
  private static final Duration JOIN_SPACING = Duration.ofMillis(20);
  private static final int SOCKET_BUFFER = 4 << 20;

  private final LoadOptions options;
  private final SrtpEngine srtp;
  private final DtlsEngines dtls;
  private final Selector selector;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Latencies latencies = new Latencies();
  private final List<Participant> participants = new ArrayList<>();
  private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(2048);
  private long nextTickNanos;
  private long measuredNanos;
  private long lastTurnNanos;
  private long longestPauseNanos;

  LoadRun(LoadOptions options, SrtpEngine srtp, DtlsEngines dtls) throws IOException {
    this.options = options;
    this.srtp = srtp;
    this.dtls = dtls;
    this.selector = Selector.open();
  }

  /// Runs to the end; bounded by the joining limits and the duration.
  Map<String, Object> run() throws IOException {
    try {
      boolean published = join(true, options.publishers());
      boolean subscribed = join(false, options.subscribers());
      long start = System.nanoTime();
      latencies.clear();
      longestPauseNanos = 0;
      participants.forEach(participant -> participant.restartCounting(start));
      turnUntil(start + options.duration().toNanos(), false);
      measuredNanos = System.nanoTime() - start;
      return report(published && subscribed);
    } finally {
      end();
    }
  }

  /// Everybody leaves.
  void end() throws IOException {
    try {
      participants.forEach(Participant::leave);
      turnUntil(System.nanoTime() + 100_000_000, false);
    } finally {
      selector.keys().forEach(LoadRun::close);
      selector.close();
      http.shutdownNow();
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException _) {
      // The process ends anyway.
    }
  }

  /// Has something done by the thread that turns the loop.
  void post(Runnable task) {
    inbox.add(task);
    selector.wakeup();
  }

  /// The longest time in which the thread did nothing, since the last call.
  double takePauseMillis() {
    double millis = longestPauseNanos / 1e6;
    longestPauseNanos = 0;
    return millis;
  }

  void restartCounting() {
    long now = System.nanoTime();
    participants.forEach(participant -> participant.restartCounting(now));
  }

  /// Lets participants join one after the other; false if some did not make it in time.
  boolean join(boolean publish, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      add((publish ? "publisher-" : "subscriber-") + i, publish);
      turnUntil(System.nanoTime() + JOIN_SPACING.toNanos(), false);
    }
    turnUntil(System.nanoTime() + JOIN_LIMIT.toNanos(), true);
    return ready();
  }

  private boolean ready() {
    return participants.stream()
        .allMatch(p -> p.failure().isEmpty() && p.up() && (p.publishes() || p.receivesAll()));
  }

  private void add(String identity, boolean publish) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
    channel.bind(new InetSocketAddress(0));
    long now = System.nanoTime();
    Participant[] self = new Participant[1];
    SignalClient signal =
        new SignalClient(heard -> {
          inbox.add(() -> self[0].hear(heard, System.nanoTime()));
          selector.wakeup();
        });
    Participant participant =
        new Participant(
            options,
            identity,
            publish,
            srtp,
            dtls,
            latencies,
            channel,
            signal,
            options.seed() + participants.size(),
            now);
    self[0] = participant;
    participants.add(participant);
    channel.register(selector, SelectionKey.OP_READ, participant);
    String token = AccessToken.of(options, identity, System.currentTimeMillis() / 1000);
    signal.connect(http, options.url(), token, !publish);
  }

  /// Turns the loop until a time, or until all are ready or one failed.
  void turnUntil(long endNanos, boolean untilReady) throws IOException {
    while (endNanos - System.nanoTime() > 0) {
      turn();
      boolean failed = participants.stream().anyMatch(p -> !p.failure().isEmpty());
      if (untilReady && (failed || ready())) {
        return;
      }
    }
  }

  private void turn() throws IOException {
    selector.select(1);
    long turnNanos = System.nanoTime();
    longestPauseNanos = Math.max(longestPauseNanos, turnNanos - lastTurnNanos);
    lastTurnNanos = turnNanos;
    for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
      task.run();
    }
    for (SelectionKey key : selector.selectedKeys()) {
      receive((DatagramChannel) key.channel(), (Participant) key.attachment());
    }
    selector.selectedKeys().clear();
    long now = System.nanoTime();
    boolean tick = nextTickNanos - now <= 0;
    if (tick) {
      nextTickNanos = now + TICK_NANOS;
    }
    long unixMillis = System.currentTimeMillis();
    for (Participant participant : participants) {
      if (participant.publishes()) {
        participant.play(System.nanoTime());
      }
      if (tick) {
        participant.tick(System.nanoTime(), unixMillis);
      }
    }
  }

  private void receive(DatagramChannel channel, Participant participant) throws IOException {
    for (int i = 0; i < 64; i++) {
      InetSocketAddress from = (InetSocketAddress) channel.receive(datagram.clear());
      if (from == null) {
        return;
      }
      datagram.flip();
      if (datagram.hasRemaining()) {
        participant.receive(datagram, from, System.nanoTime());
      }
    }
  }

  private Map<String, Object> report(boolean complete) {
    long now = System.nanoTime();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("complete", complete);
    map.put("publishers", options.publishers());
    map.put("subscribers", options.subscribers());
    map.put("measured_ms", measuredNanos / 1e6);
    // A gap at a subscriber that is no longer than this was made by this process.
    map.put("client_longest_pause_ms", longestPauseNanos / 1e6);
    map.put("srtp", srtp.name());
    map.put("summary", summary(now));
    map.put("latency", latencies.report());
    map.put("participants", participants.stream().map(p -> p.report(now)).toList());
    return map;
  }

  Map<String, Object> summary(long now) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (boolean video : new boolean[] {false, true}) {
      List<ReceivedStream> streams =
          participants.stream()
              .flatMap(p -> p.received().stream())
              .filter(stream -> stream.video == video)
              .toList();
      long received = streams.stream().mapToLong(ReceivedStream::received).sum();
      long lost = streams.stream().mapToLong(ReceivedStream::lost).sum();
      Map<String, Object> kind = new LinkedHashMap<>();
      kind.put("streams", streams.size());
      kind.put("received", received);
      kind.put("lost", lost);
      kind.put("loss", received + lost == 0 ? 0.0 : (double) lost / (received + lost));
      kind.put(
          "longest_gap_ms",
          streams.stream().mapToLong(s -> s.longestGapNanos(now)).max().orElse(0) / 1e6);
      map.put(video ? "video" : "audio", kind);
    }
    long failed = participants.stream().filter(p -> !p.failure().isEmpty()).count();
    map.put("failed_participants", failed);
    return map;
  }
}
