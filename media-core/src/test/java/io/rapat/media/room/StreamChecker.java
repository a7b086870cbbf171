package io.rapat.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.rtp.SequenceNumbers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What must hold for every stream that leaves.
final class StreamChecker {

  private StreamChecker() {}

  /// Numbers without gap or repetition, in whatever order they came.
  static void hasNoGap(List<RoomBench.Sent> stream) {
    Set<Long> numbers = numbers(stream);
    long lowest = numbers.stream().min(Long::compare).orElseThrow();
    long highest = numbers.stream().max(Long::compare).orElseThrow();
    assertThat(highest - lowest + 1).isEqualTo(numbers.size());
  }

  /// The same number never leaves twice.
  static Set<Long> numbers(List<RoomBench.Sent> stream) {
    Set<Long> numbers = new HashSet<>();
    long highest = 0x10000L + stream.get(0).sequence();
    for (RoomBench.Sent packet : stream) {
      long number = SequenceNumbers.extend(packet.sequence(), highest);
      assertThat(numbers.add(number)).as("number %d is new", number).isTrue();
      highest = Math.max(highest, number);
    }
    return numbers;
  }

  /// In the order of numbers no timestamp is less than one before.
  static void timestampsDoNotStepBack(List<RoomBench.Sent> stream) {
    int highestSequence = stream.get(0).sequence() - 1;
    int highest = stream.get(0).timestamp();
    for (RoomBench.Sent packet : stream) {
      if (SequenceNumbers.distance(packet.sequence(), highestSequence) > 0) {
        assertThat(packet.timestamp() - highest).as("step of timestamp").isNotNegative();
        highestSequence = packet.sequence();
        highest = packet.timestamp();
      }
    }
  }
}
