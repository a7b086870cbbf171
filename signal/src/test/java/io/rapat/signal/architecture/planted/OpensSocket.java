package io.rapat.signal.architecture.planted;

import java.net.InetAddress;

public final class OpensSocket {
  InetAddress address() {
    return InetAddress.getLoopbackAddress();
  }
}
