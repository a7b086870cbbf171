package io.rapat.media.room;

import java.lang.foreign.MemorySegment;

/// Fixed slots of plaintext packets, owned by one loop thread. A packet is a slot number; its bytes
/// are stored once, however many subscribers it goes to.
public interface PacketSlots {

  /// Bytes a slot holds: the largest datagram plus room for padding behind it.
  int SLOT_BYTES = 2048;

  /// A free slot, or -1 when the limit is reached (the packet is then dropped and counted).
  int acquire();

  /// Gives a slot back. Must be called once for each acquired slot.
  void release(int slot);

  /// The segment that contains the slot.
  MemorySegment segment(int slot);

  /// Where in [#segment(int)] the slot begins.
  long offset(int slot);
}
