package io.rapat.app.conference;

import io.rapat.app.config.RapatConfig;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEngine;
import io.rapat.net.MediaConfig;
import io.rapat.net.MediaServer;
import io.rapat.net.MediaSnapshot;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Starts the media path with the platform, and stops it after everybody was told.
@Component
class MediaLifecycle implements MediaEngine, SmartLifecycle {
  private static final long TELL_NANOS = 2_000_000_000L;
  private static final long LOOK_NANOS = 20_000_000L;

  private final MediaServer server;
  private final ObjectProvider<Rooms> rooms;
  private volatile boolean running;

  MediaLifecycle(RapatConfig config, ObjectProvider<Rooms> rooms) {
    this.rooms = rooms;
    this.server =
        MediaServer.start(
            mediaConfig(config), event -> rooms.ifAvailable(each -> each.mediaHappened(event)));
  }

  /// What the operator's settings mean for the media path.
  static MediaConfig mediaConfig(RapatConfig config) {
    // A tcp_port of 0 switches ICE-TCP off, as in LiveKit; in training any free port is taken.
    boolean anyPort = config.port() == 0;
    int tcpPort = config.rtc().tcpPort() == 0 && !anyPort ? -1 : config.rtc().tcpPort();
    return MediaConfig.defaults()
        .withPorts(config.rtc().udpPort(), tcpPort)
        .withAddresses(config.bindAddress().orElse("::"), config.rtc().nodeIps());
  }

  @Override
  public void submit(MediaCommand command) {
    server.submit(command);
  }

  @Override
  public byte[] fingerprint() {
    return server.fingerprint();
  }

  @Override
  public List<Candidate> candidates() {
    return server.candidates();
  }

  MediaSnapshot snapshot() {
    return server.snapshot();
  }

  long loopAllocatedBytes() {
    return server.loopAllocatedBytes();
  }

  @Override
  public void start() {
    running = true;
  }

  /// Stops before the web server does, so that clients can still be told over their sockets.
  @Override
  public void stop() {
    Rooms all = rooms.getIfAvailable();
    if (all != null) {
      all.shutdown();
      long end = System.nanoTime() + TELL_NANOS;
      while (all.connections() > 0 && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    server.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
