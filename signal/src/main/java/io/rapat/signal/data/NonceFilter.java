package io.rapat.signal.data;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.Set;

/// Drops user packets whose nonce was seen already: server SDKs send again when unsure.
public final class NonceFilter {

  private static final int REMEMBERED = 1024;
  private static final int LONGEST = 64;

  private final Set<ByteString> seen = new LinkedHashSet<>();

  /// Whether a packet with that nonce is new. Empty and overlong nonces always are.
  public boolean accept(ByteString nonce) {
    if (nonce.isEmpty() || nonce.size() > LONGEST) {
      return true;
    }
    if (!seen.add(nonce)) {
      return false;
    }
    if (seen.size() > REMEMBERED) {
      seen.remove(seen.iterator().next());
    }
    return true;
  }
}
