package io.rapat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// When a browser sent which packet, taken from a real call of about twenty seconds and repeated.
///
/// @param loopNanos after what time it begins again
record Schedule(List<Entry> entries, long loopNanos) {

  /// One packet.
  ///
  /// @param size RTP header and payload in bytes, before SRTP
  /// @param layer rid, or empty for audio
  record Entry(long atNanos, int size, boolean marker, boolean keyframe, String layer) {
    Entry earlier(long nanos) {
      return new Entry(atNanos - nanos, size, marker, keyframe, layer);
    }
  }

  private static final long RAMP_NANOS = 4_500_000_000L;

  Schedule {
    entries = List.copyOf(entries);
  }

  /// A schedule beside this class, without retransmissions and padding.
  static Schedule load(String name) {
    String resource = name + ".csv.gz";
    try (InputStream in = Objects.requireNonNull(Schedule.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(new GZIPInputStream(in), UTF_8))) {
      List<Entry> entries =
          lines
              .lines()
              .skip(1)
              .map(line -> line.split(",", -1))
              .filter(field -> field[7].equals("media"))
              .map(Schedule::entry)
              .toList();
      return new Schedule(entries, entries.getLast().atNanos + 20_000_000L);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String[] field) {
    return new Entry(
        Long.parseLong(field[0]) * 1000,
        Integer.parseInt(field[2]),
        field[3].equals("1"),
        field[4].equals("1"),
        field[5]);
  }

  /// The same without the time in which a browser's bit rate still rose, beginning and ending with
  /// whole frames in each layer.
  Schedule steady() {
    List<Entry> kept = new ArrayList<>();
    for (String layer : entries.stream().map(Entry::layer).distinct().toList()) {
      List<Entry> ofLayer = entries.stream().filter(entry -> entry.layer.equals(layer)).toList();
      int first = 0;
      while (ofLayer.get(first).atNanos < RAMP_NANOS || !ofLayer.get(first).marker) {
        first++;
      }
      int end = ofLayer.size();
      while (!ofLayer.get(end - 1).marker) {
        end--;
      }
      kept.addAll(ofLayer.subList(first + 1, end));
    }
    kept.sort(Comparator.comparingLong(Entry::atNanos));
    long start = kept.getFirst().atNanos;
    List<Entry> rebased = kept.stream().map(entry -> entry.earlier(start)).toList();
    return new Schedule(rebased, rebased.getLast().atNanos + 33_000_000L);
  }

  /// The same sizes at even distances, so that any longer gap at a receiver was made on the way.
  Schedule evenly(long intervalNanos) {
    List<Entry> even = new ArrayList<>();
    for (Entry entry : entries) {
      long at = even.size() * intervalNanos;
      even.add(new Entry(at, entry.size, entry.marker, entry.keyframe, entry.layer));
    }
    return new Schedule(even, even.size() * intervalNanos);
  }

  /// The same with the packets of one layer.
  Schedule only(String layer) {
    return new Schedule(
        entries.stream().filter(entry -> entry.layer.equals(layer)).toList(), loopNanos);
  }
}
