package io.rapat.media.room;

import static io.rapat.media.room.RoomBench.MILLIS;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/// Whatever an authenticated peer sends: no exception, no slot lost, no number sent twice.
@Tag("long")
class RoomFuzzTest {

  private static RoomBench room() {
    RoomBench bench = new RoomBench().peers(3);
    bench.publish(
        0,
        1,
        MediaKind.AUDIO,
        List.of(RoomBench.RED, RoomBench.OPUS),
        new LayerSource(0, "", 0x1111, -1));
    bench.publish(
        0,
        2,
        MediaKind.VIDEO,
        List.of(RoomBench.VP9, RoomBench.VP8),
        new LayerSource(0, "q", 0x2222, 0x2223),
        new LayerSource(1, "h", -1, -1));
    bench.subscribe(1, 10, 1, RoomBench.RED, RoomBench.OPUS);
    bench.subscribe(1, 11, 2, RoomBench.VP9, RoomBench.VP8);
    bench.subscribe(2, 12, 2, RoomBench.VP8);
    return bench;
  }

  /// The input is a row of packets, each behind one byte of length.
  @FuzzTest
  void onRtp(byte[] bytes) {
    RoomBench bench = room();
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes[at++] & 0xff, bytes.length - at);
      bench.rtp(0, Arrays.copyOfRange(bytes, at, at + length));
      at += length;
      bench.advance(5 * MILLIS);
    }
    check(bench);
  }

  @FuzzTest
  void onRtcp(byte[] bytes) {
    RoomBench bench = room();
    for (int i = 1; i < 30; i++) {
      bench.rtp(0, Rtp.packet(0x2222, i, 3600 * i).vp8(true, i == 1, 100).marker(true));
    }
    bench.rtcp(0, bytes);
    bench.rtcp(1, bytes);
    bench.advance(1000 * MILLIS);
    check(bench);
  }

  private static void check(RoomBench bench) {
    for (int id = 10; id <= 12; id++) {
      int peer = id == 12 ? 2 : 1;
      List<RoomBench.Sent> stream = bench.sentTo(peer, RoomBench.ssrcOf(id));
      if (!stream.isEmpty()) {
        StreamChecker.numbers(stream);
      }
    }
    bench.room.close();
    if (bench.slots.inUse() != 0) {
      throw new AssertionError(bench.slots.inUse() + " slots lost");
    }
  }
}
