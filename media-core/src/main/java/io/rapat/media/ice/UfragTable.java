package io.rapat.media.ice;

import io.rapat.media.stun.StunMessage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Finds the peer that a connectivity check from an unknown address is for, by the local user name
/// fragment in it. Owned by one loop thread. Local fragments are random and ours, so that nobody
/// can choose them to collide.
///
/// A peer has one entry for each of its credentials that are in force: two during an ICE restart.
public final class UfragTable {
  private static final int MIN_SLOTS = 64;

  private @Nullable Entry[] slots = new @Nullable Entry[MIN_SLOTS];
  private int size;

  private record Entry(byte[] ufrag, int peer) {}

  /// Adds an entry.
  ///
  /// @param peer the caller's index of the peer, not negative
  /// @return false when the fragment is taken; nothing is changed then
  public boolean put(String ufrag, int peer) {
    byte[] key = ufrag.getBytes(StandardCharsets.UTF_8);
    if (peer < 0 || slotOf(key) >= 0) {
      return false;
    }
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    insert(new Entry(key, peer));
    size++;
    return true;
  }

  /// Removes an entry; nothing happens when there is none.
  public void remove(String ufrag) {
    int slot = slotOf(ufrag.getBytes(StandardCharsets.UTF_8));
    if (slot < 0) {
      return;
    }
    slots[slot] = null;
    size--;
    closeGap(slot);
  }

  /// The peer a check is for, or -1.
  ///
  /// Hot path.
  public int find(StunMessage check) {
    int length = check.localUfragLength();
    if (length < 1) {
      return -1;
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + check.usernameByte(i);
    }
    int mask = slots.length - 1;
    for (int slot = mix(hash) & mask; ; slot = (slot + 1) & mask) {
      Entry entry = slots[slot];
      if (entry == null) {
        return -1;
      }
      if (check.isFor(entry.ufrag)) {
        return entry.peer;
      }
    }
  }

  /// Number of entries.
  public int size() {
    return size;
  }

  private int slotOf(byte[] key) {
    int mask = slots.length - 1;
    for (int slot = home(key); ; slot = (slot + 1) & mask) {
      Entry entry = slots[slot];
      if (entry == null) {
        return -1;
      }
      if (Arrays.equals(entry.ufrag, key)) {
        return slot;
      }
    }
  }

  private void insert(Entry entry) {
    int mask = slots.length - 1;
    int slot = home(entry.ufrag);
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry;
  }

  /// Moves entries behind a freed slot forward, so that no search ends too early.
  private void closeGap(int freed) {
    int mask = slots.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; ; slot = (slot + 1) & mask) {
      Entry entry = slots[slot];
      if (entry == null) {
        return;
      }
      boolean reachesGap = ((slot - home(entry.ufrag)) & mask) >= ((slot - gap) & mask);
      if (reachesGap) {
        slots[gap] = entry;
        slots[slot] = null;
        gap = slot;
      }
    }
  }

  private void grow() {
    @Nullable Entry[] old = slots;
    slots = new @Nullable Entry[2 * old.length];
    for (Entry entry : old) {
      if (entry != null) {
        insert(entry);
      }
    }
  }

  private int home(byte[] key) {
    int hash = 0;
    for (byte b : key) {
      hash = 31 * hash + b;
    }
    return mix(hash) & (slots.length - 1);
  }

  private static int mix(int hash) {
    return (hash * 0x9e3779b9) >>> 8;
  }
}
