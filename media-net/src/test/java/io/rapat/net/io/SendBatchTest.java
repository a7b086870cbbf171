package io.rapat.net.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SendBatchTest {
  @AutoClose private final Arena arena = Arena.ofConfined();
  private final SendBatch batch = new SendBatch(arena);

  private long open(int size, long now) {
    return batch.open(0, 1, 2, 3, 4, size, now);
  }

  @Test
  void endsAGroupWithAShorterDatagram() {
    long ticket = open(1000, 0);
    batch.append(ticket, 1000);
    assertThat(batch.isOpen(ticket)).isTrue();

    batch.append(ticket, 999);

    assertThat(batch.isOpen(ticket)).isFalse();
    assertThat(batch.dueGroups()).isEqualTo(1);
    assertThatThrownBy(() -> batch.append(ticket, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void endsAGroupWithTheSixteenthDatagram() {
    long ticket = open(1500, 0);
    for (int i = 0; i < SendBatch.MAX_DATAGRAMS; i++) {
      assertThat(batch.isOpen(ticket)).isTrue();
      assertThat(batch.position(ticket) + 1500)
          .isLessThanOrEqualTo(batch.segment(ticket).byteSize());
      batch.append(ticket, 1500);
    }

    assertThat(batch.isOpen(ticket)).isFalse();
  }

  @Test
  void keepsWhatIsNotDue() {
    long held = open(1000, 10);
    batch.append(held, 1000);
    long due = open(200, 20);
    batch.append(due, 200);
    batch.makeDue(due);

    batch.removeDue();

    assertThat(batch.groups()).isEqualTo(1);
    assertThat(batch.isOpen(held)).isTrue();
    assertThat(batch.isOpen(due)).isFalse();
    assertThat(batch.oldestNanos()).isEqualTo(10);
    batch.makeDueOpenedUntil(9);
    assertThat(batch.dueGroups()).isZero();
    batch.makeDueOpenedUntil(10);
    assertThat(batch.dueGroups()).isEqualTo(1);
  }

  @Test
  void aTicketIsOverWhenItsGroupIsUsedAgain() {
    long first = open(100, 0);
    batch.append(first, 100);
    batch.finish(first);
    batch.removeDue();

    long second = open(100, 0);

    assertThat((int) second).isEqualTo((int) first);
    assertThat(batch.isOpen(second)).isTrue();
    assertThat(batch.isOpen(first)).isFalse();
  }

  @Test
  void givesEveryGroupMemoryOfItsOwnUntilNoneIsFree() {
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < SendBatch.MAX_GROUPS; i++) {
      long ticket = open(i % 2 == 0 ? 100 : 1200, 0);
      addresses.add(batch.segment(ticket).address() + batch.position(ticket));
      batch.append(ticket, 1);
    }

    assertThat(addresses).hasSize(SendBatch.MAX_GROUPS);
    assertThat(open(100, 0)).isEqualTo(-1);
    batch.removeDue();
    assertThat(batch.groups()).isZero();
    assertThat(open(100, 0)).isNotEqualTo(-1);
  }
}
