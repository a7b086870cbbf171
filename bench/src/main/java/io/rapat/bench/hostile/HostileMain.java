package io.rapat.bench.hostile;

import io.rapat.bench.load.Json;
import io.rapat.bench.load.ReferenceCall;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Attacks a running server row by row and prints one JSON document. The status is 0 when every row
/// ended as it must.
///
/// Arguments: the server's address as in `http://127.0.0.1:7880`, then `--long` for the large
/// numbers, then rows to run; without rows all.
public final class HostileMain {
  private static final int SETTLE_ROUNDS = 30;

  private final Target target;
  private final ReferenceCall reference;
  private final boolean large;
  private final Set<Integer> wanted;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private HostileMain(Target target, ReferenceCall call, boolean large, Set<Integer> wanted) {
    this.target = target;
    this.reference = call;
    this.large = large;
    this.wanted = wanted;
  }

  public static void main(String[] arguments) {
    Target target = new Target(URI.create(arguments[0]));
    Set<Integer> wanted = new TreeSet<>();
    boolean large = false;
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      if (argument.equals("--long")) {
        large = true;
      } else {
        wanted.add(Integer.valueOf(argument));
      }
    }
    boolean held;
    try (ReferenceCall reference = ReferenceCall.start(target.webSocket(), "reference")) {
      HostileMain main = new HostileMain(target, reference, large, wanted);
      main.run();
      held = main.rows.stream().allMatch(row -> Boolean.TRUE.equals(row.get("held")));
      System.out.print(Json.of(main.rows));
    }
    System.exit(held ? 0 : 1);
  }

  private void run() {
    if (wanted.contains(8) || wanted.contains(13) || wanted.isEmpty()) {
      try (SlowRows slow = new SlowRows(target, large ? 5000 : 200)) {
        Map<String, Double> before = target.metrics();
        quick();
        slow.waitForDeadlines();
        row(13, before, slow::silentClient);
        row(8, before, slow::stalledHandshakes);
      }
    } else {
      quick();
    }
  }

  private void quick() {
    HandshakeRows handshake = new HandshakeRows(target);
    PathRows path = new PathRows(target);
    MediaRows media = new MediaRows(target);
    FeedbackRows feedback = new FeedbackRows(target);
    SignalRows signal = new SignalRows(target);
    row(1, handshake::helloFromElsewhere);
    row(2, handshake::helloWithoutSuites);
    row(3, () -> handshake.helloFlood(10_000));
    row(4, handshake::hugeFragments);
    row(5, handshake::tinyFragments);
    row(6, handshake::wrongFingerprint);
    row(7, handshake::outOfPlace);
    row(9, path::badIntegrity);
    row(10, path::overruns);
    row(11, path::candidateExplosion);
    row(12, path::stolenPath);
    row(14, () -> media.badTags(large ? 300_000 : 40_000, large ? 60_000 : 20_000));
    row(15, media::randomStreams);
    row(16, media::replays);
    row(17, path::injected);
    row(18, media::badHeaders);
    row(19, media::extensions);
    row(20, media::foreignStreams);
    row(21, media::malformedPayloads);
    row(22, feedback::badCompounds);
    row(23, feedback::nackStorm);
    row(24, feedback::keyFrameStorm);
    row(25, feedback::wildFeedback);
    row(27, new DataRow(target)::hostileAssociation);
    row(29, signal::descriptions);
    row(30, signal::tokens);
    row(31, signal::signalling);
  }

  private void row(int number, Row row) {
    row(number, target.metrics(), row);
  }

  private void row(int number, Map<String, Double> before, Row row) {
    if (!wanted.isEmpty() && !wanted.contains(number)) {
      return;
    }
    ReferenceCall.Figures _ = reference.take();
    Row.Finding finding;
    try {
      finding = row.run();
    } catch (RuntimeException e) {
      e.printStackTrace();
      finding = Row.Finding.of(false, e.toString(), 0);
    }
    Map<String, Long> counts = rose(before, finding);
    long rose = sum(counts);
    boolean held = finding.held() && rose >= finding.counted();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("row", number);
    map.put("held", held);
    map.put("sent", finding.sent());
    map.put("outcome", finding.outcome());
    map.put("counted", finding.counted());
    map.put("counterDelta", rose);
    map.put("counters", counts);
    map.put("reference", noticed());
    rows.add(map);
    System.err.println(
        number
            + (held ? " held: " : " NOT HELD: ")
            + finding.outcome()
            + ", counters rose by "
            + rose
            + " of "
            + finding.counted());
  }

  private Map<String, Object> noticed() {
    ReferenceCall.Figures figures = reference.take();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("audioGapMs", figures.audioGapMs());
    map.put("videoGapMs", figures.videoGapMs());
    map.put("lossPercent", figures.lossPercent());
    map.put("packets", figures.packets());
    map.put("ownPauseMs", figures.ownPauseMs());
    return map;
  }

  /// By how much each of the row's counters rose; waits a little for stragglers.
  private Map<String, Long> rose(Map<String, Double> before, Row.Finding finding) {
    Map<String, Long> rose = new LinkedHashMap<>();
    for (int i = 0; i < SETTLE_ROUNDS; i++) {
      Map<String, Double> now = target.metrics();
      for (String counter : finding.counters()) {
        String name =
            counter.startsWith("rapat_")
                ? counter
                : "rapat_dropped_total{reason=\"" + counter + "\"}";
        rose.put(counter, (long) (now.getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0)));
      }
      if (sum(rose) >= finding.counted()) {
        break;
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return rose;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
