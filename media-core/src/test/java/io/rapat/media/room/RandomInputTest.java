package io.rapat.media.room;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real packets with random damage.
class RandomInputTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void damagedPacketsDoNoHarm(long seed) {
    Random random = new Random(seed);
    List<SchedulePublisher.Packet> packets = SchedulePublisher.packets();
    RoomFuzzTest fuzz = new RoomFuzzTest();
    for (int run = 0; run < 60; run++) {
      byte[] input = new byte[4000];
      int at = 0;
      while (at < 3600) {
        byte[] packet = packets.get(random.nextInt(packets.size())).bytes();
        int length = Math.min(packet.length, 30 + random.nextInt(90));
        input[at] = (byte) length;
        System.arraycopy(packet, 0, input, at + 1, length);
        // The SSRC and type of something that is published.
        input[at + 2] = (byte) new int[] {96, 97, 98, 99, 63, 111}[random.nextInt(6)];
        input[at + 9] = 0;
        input[at + 10] = 0;
        input[at + 11] = (byte) (random.nextBoolean() ? 0x22 : 0x11);
        input[at + 12] = random.nextInt(5) == 0 ? (byte) 0x23 : input[at + 11];
        for (int i = random.nextInt(4); i > 0; i--) {
          input[at + 1 + random.nextInt(length)] = (byte) random.nextInt();
        }
        at += 1 + length;
      }
      assertThatCode(() -> fuzz.onRtp(input)).as("seed %d", seed).doesNotThrowAnyException();
      byte[] report = new byte[random.nextInt(200)];
      random.nextBytes(report);
      for (int i = 0; i + 3 < report.length; i += 4 * (1 + random.nextInt(8))) {
        report[i] = (byte) (0x80 | random.nextInt(32));
        report[i + 1] = (byte) (200 + random.nextInt(8));
        report[i + 2] = 0;
        report[i + 3] = (byte) random.nextInt(12);
      }
      assertThatCode(() -> fuzz.onRtcp(report)).as("seed %d", seed).doesNotThrowAnyException();
    }
  }
}
