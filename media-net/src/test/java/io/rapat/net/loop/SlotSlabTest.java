package io.rapat.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapat.media.room.PacketSlots;
import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SlotSlabTest {
  @AutoClose private final Arena arena = Arena.ofConfined();

  @Test
  void givesDistinctSlotsUntilTheLimit() {
    SlotSlab slab = new SlotSlab(arena, 2 << 20);
    assertThat(slab.bytes()).isZero();
    Set<Long> places = new HashSet<>();
    Set<Integer> slots = new HashSet<>();
    for (int slot = slab.acquire(); slot >= 0; slot = slab.acquire()) {
      slots.add(slot);
      places.add(slab.segment(slot).address() + slab.offset(slot));
      assertThat(slab.offset(slot) + PacketSlots.SLOT_BYTES)
          .isLessThanOrEqualTo(slab.segment(slot).byteSize());
    }

    assertThat(slots).hasSize((2 << 20) / PacketSlots.SLOT_BYTES);
    assertThat(places).hasSameSizeAs(slots);
    assertThat(slab.inUse()).isEqualTo(slots.size());
  }

  @Test
  void usesReleasedSlotsAgain() {
    SlotSlab slab = new SlotSlab(arena, 1 << 20);
    int slot = slab.acquire();
    slab.release(slot);

    assertThat(slab.acquire()).isEqualTo(slot);
    assertThat(slab.bytes()).isEqualTo(1 << 20);
  }

  @Test
  void noticesAReleaseTooMany() {
    SlotSlab slab = new SlotSlab(arena, 1 << 20);
    int slot = slab.acquire();
    slab.release(slot);

    assertThatThrownBy(() -> slab.release(slot)).isInstanceOf(IllegalStateException.class);
  }
}
