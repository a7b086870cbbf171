package io.rapat.media.room;

import io.rapat.media.rtcp.NtpTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// A Chromium camera with three simulcast layers: sizes, times and frames as they were recorded,
/// temporal layers in the usual pattern, payloads made up. Each layer has its own timestamps; they
/// share one capture clock.
final class SchedulePublisher {
  static final int[] SSRC = {0x1001, 0x1002, 0x1003};
  static final String[] RID = {"q", "h", "f"};

  /// Templates of the structure for frames of each temporal layer that aren't key frames.
  private static final int[] TEMPLATES = {2, 3, 5};

  private static final int[] TEMPORAL = {0, 2, 1, 2};

  /// What the first packet of a key frame carried, in the two-byte form.
  private static final byte[] STRUCTURE =
      HexFormat.of().parseHex("800001" + "80" + "02044eaaaf2860414d34538a0940404fc02cc010d04f00");

  record Packet(
      long atNanos, int layer, int sequence, int timestamp, boolean keyFrame, byte[] bytes) {}

  private final List<Packet> packets = new ArrayList<>();
  private final int[] sequences = {65_000, 100, 30_000};
  private final int[] timestampBase = {1_000, -5_000, 0x7fff_0000};
  private final boolean[] inFrame = new boolean[3];
  private final int[] frames = new int[3];
  private final long[] captured = new long[3];

  private SchedulePublisher() {}

  static List<Packet> packets() {
    SchedulePublisher publisher = new SchedulePublisher();
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    SchedulePublisher.class.getResourceAsStream("vp8-simulcast-schedule.csv")),
                StandardCharsets.US_ASCII))) {
      in.lines().skip(1).forEach(publisher::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return publisher.packets;
  }

  private void line(String line) {
    String[] column = line.split(",");
    if (!column[7].equals("media")) {
      return;
    }
    int layer = List.of(RID).indexOf(column[5]);
    long at = Long.parseLong(column[0]) * 1000;
    boolean keyFrame = column[4].equals("1");
    boolean marker = column[3].equals("1");
    boolean starts = !inFrame[layer];
    if (starts) {
      captured[layer] = at;
      frames[layer]++;
    }
    inFrame[layer] = !marker;
    int timestamp = timestampBase[layer] + (int) (captured[layer] * 9 / 100_000);
    int sequence = sequences[layer]++ & 0xffff;
    int size = Integer.parseInt(column[2]);
    Rtp rtp = Rtp.packet(SSRC[layer], sequence, timestamp).marker(marker);
    rtp.vp8(starts, keyFrame, Math.max(20, size - 60));
    boolean structure = starts && keyFrame;
    if (structure) {
      rtp.twoByteExtensions();
    }
    if (frames[layer] <= 10) {
      rtp.extension(4, (byte) 'm', (byte) '2').extension(10, (byte) RID[layer].charAt(0));
    }
    rtp.extension16(3, packets.size());
    rtp.extension(
        12,
        descriptor(
            structure, starts, marker, keyFrame ? 0 : TEMPORAL[frames[layer] % 4], frames[layer]));
    packets.add(new Packet(at, layer, sequence, timestamp, keyFrame, rtp.bytes()));
  }

  private byte[] descriptor(
      boolean structure, boolean starts, boolean ends, int temporal, int frame) {
    byte[] bytes = structure ? STRUCTURE.clone() : new byte[3];
    int template = structure ? 0 : TEMPLATES[temporal];
    bytes[0] = (byte) ((starts ? 0x80 : 0) | (ends ? 0x40 : 0) | template);
    bytes[1] = (byte) (frame >> 8);
    bytes[2] = (byte) frame;
    return bytes;
  }

  /// A sender report of each layer, for the capture clock that the timestamps follow.
  static void report(RoomBench bench, long sinceStartNanos) {
    int[] base = {1_000, -5_000, 0x7fff_0000};
    for (int layer = 0; layer < 3; layer++) {
      int timestamp = base[layer] + (int) (sinceStartNanos * 9 / 100_000);
      int ssrc = SSRC[layer];
      long ntp = NtpTime.ofNanos(1_000_000_000_000L + sinceStartNanos);
      bench.rtcp(0, writer -> writer.senderReport(ssrc, ntp, timestamp, 0, 0));
    }
  }
}
