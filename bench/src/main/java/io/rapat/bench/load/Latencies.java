package io.rapat.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;

/// How long packets took from a publisher to a subscriber of this process.
final class Latencies {
  private final Histogram audio = new Histogram();
  private final Histogram video = new Histogram();

  void add(boolean ofVideo, long nanos) {
    (ofVideo ? video : audio).add(nanos);
  }

  void clear() {
    audio.clear();
    video.clear();
  }

  Map<String, Object> report() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("audio", of(audio));
    map.put("video", of(video));
    return map;
  }

  private static Map<String, Object> of(Histogram histogram) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("packets", histogram.total());
    map.put("p50_ms", histogram.millisAt(0.5));
    map.put("p99_ms", histogram.millisAt(0.99));
    map.put("p999_ms", histogram.millisAt(0.999));
    return map;
  }
}
