package io.rapat.app.config;

import java.net.InetAddress;

/// Address literals. Names are never looked up: a configuration must not cause a DNS request.
final class Addresses {
  private Addresses() {}

  static boolean isLiteral(String value) {
    try {
      InetAddress.ofLiteral(value);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
