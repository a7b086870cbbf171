package io.rapat.bench.load;

import io.rapat.net.crypto.SrtpEngines;
import io.rapat.net.dtls.DtlsEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A call of two that runs on a thread of its own while something else happens to the server:
/// whether people in an honest call notice.
public final class ReferenceCall implements AutoCloseable {
  private static final long END_SECONDS = 10;

  private final LoadRun run;
  private final Thread thread = Thread.ofPlatform().name("reference-call").unstarted(this::turn);
  private final CompletableFuture<Boolean> joined = new CompletableFuture<>();
  private volatile boolean closing;

  /// What the subscriber noticed.
  ///
  /// @param audioGapMs longest time without an audio packet
  /// @param videoGapMs longest time without a video packet
  /// @param lossPercent of all packets, those that were neither received nor recovered
  /// @param packets received
  /// @param ownPauseMs longest pause of this process itself: a gap may come from it
  public record Figures(
      double audioGapMs, double videoGapMs, double lossPercent, long packets, double ownPauseMs) {}

  private ReferenceCall(LoadRun run) {
    this.run = run;
  }

  /// Joins a room and waits until audio and video arrive.
  ///
  /// @param url as in `ws://127.0.0.1:7880`
  /// @throws IllegalStateException when the call can't be set up
  public static ReferenceCall start(String url, String room) {
    List<String> arguments = List.of("--reference-call", "--url", url, "--room", room);
    if (!(LoadOptions.parse(arguments)
        instanceof LoadOptions.Parsed.Options(LoadOptions options))) {
      throw new IllegalArgumentException(url);
    }
    try {
      LoadRun run =
          new LoadRun(options, SrtpEngines.choose().engine(), DtlsEngines.create(Instant.now()));
      ReferenceCall call = new ReferenceCall(run);
      call.thread.start();
      if (!call.joined.join()) {
        call.close();
        throw new IllegalStateException("the reference call isn't set up");
      }
      return call;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turn() {
    try {
      boolean complete = run.join(true, 1) && run.join(false, 1);
      run.restartCounting();
      joined.complete(complete);
      while (!closing) {
        run.turnUntil(System.nanoTime() + 10_000_000, false);
      }
      run.end();
    } catch (IOException e) {
      joined.completeExceptionally(e);
    }
  }

  /// What was noticed since the last call of this method; begins anew.
  public Figures take() {
    CompletableFuture<Figures> taken = new CompletableFuture<>();
    run.post(() -> {
      taken.complete(figures(run.summary(System.nanoTime()), run.takePauseMillis()));
      run.restartCounting();
    });
    return taken.orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
  }

  private static Figures figures(Map<String, Object> summary, double pause) {
    double audioGap = number(summary, "audio", "longest_gap_ms");
    double videoGap = number(summary, "video", "longest_gap_ms");
    double lost = number(summary, "audio", "lost") + number(summary, "video", "lost");
    double received = number(summary, "audio", "received") + number(summary, "video", "received");
    double all = lost + received;
    return new Figures(
        audioGap, videoGap, all == 0 ? 100 : 100 * lost / all, (long) received, pause);
  }

  private static double number(Map<String, Object> summary, String kind, String name) {
    return summary.get(kind) instanceof Map<?, ?> values && values.get(name) instanceof Number value
        ? value.doubleValue()
        : 0;
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(END_SECONDS * 1000);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
