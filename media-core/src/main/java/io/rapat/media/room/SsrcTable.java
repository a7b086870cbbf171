package io.rapat.media.room;

import org.jspecify.annotations.Nullable;

/// A map from SSRC to what it names: open addressing, nothing allocated but at growth.
///
/// Hot path.
final class SsrcTable<V> {
  private static final int MULTIPLIER = 0x9e3779b9;

  private int[] keys = new int[16];
  private @Nullable Object[] values = new @Nullable Object[16];
  private int size;

  @SuppressWarnings("unchecked")
  @Nullable V get(int ssrc) {
    int i = indexOf(ssrc);
    return i < 0 ? null : (V) values[i];
  }

  private int indexOf(int ssrc) {
    int mask = keys.length - 1;
    for (int i = place(ssrc, mask); values[i] != null; i = (i + 1) & mask) {
      if (keys[i] == ssrc) {
        return i;
      }
    }
    return -1;
  }

  private static int place(int ssrc, int mask) {
    int hash = ssrc * MULTIPLIER;
    return (hash ^ hash >>> 16) & mask;
  }

  void put(int ssrc, V value) {
    int i = indexOf(ssrc);
    if (i >= 0) {
      values[i] = value;
      return;
    }
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    insert(ssrc, value);
    size++;
  }

  private void insert(int ssrc, Object value) {
    int mask = keys.length - 1;
    int i = place(ssrc, mask);
    while (values[i] != null) {
      i = (i + 1) & mask;
    }
    keys[i] = ssrc;
    values[i] = value;
  }

  private void grow() {
    int[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new int[2 * oldKeys.length];
    values = new @Nullable Object[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      Object value = oldValues[i];
      if (value != null) {
        insert(oldKeys[i], value);
      }
    }
  }

  void remove(int ssrc) {
    int hole = indexOf(ssrc);
    if (hole < 0) {
      return;
    }
    size--;
    int mask = keys.length - 1;
    // Entries behind the hole that would no longer be found move into it.
    for (int i = (hole + 1) & mask; values[i] != null; i = (i + 1) & mask) {
      int home = place(keys[i], mask);
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        keys[hole] = keys[i];
        values[hole] = values[i];
        hole = i;
      }
    }
    values[hole] = null;
  }

  int size() {
    return size;
  }
}
