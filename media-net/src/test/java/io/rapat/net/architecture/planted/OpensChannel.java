package io.rapat.net.architecture.planted;

import java.io.IOException;
import java.nio.channels.DatagramChannel;

public final class OpensChannel {
  DatagramChannel open() throws IOException {
    return DatagramChannel.open();
  }
}
