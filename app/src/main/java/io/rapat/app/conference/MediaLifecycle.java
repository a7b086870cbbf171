package io.rapat.app.conference;

import io.rapat.app.config.RapatConfig;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEngine;
import io.rapat.media.room.MediaEvent;
import io.rapat.net.MediaServer;
import io.rapat.net.MediaSnapshot;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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

  /// Rooms need the media path to be made, so it learns of them when all are there; nothing happens
  /// on it before the first of them opens a peer.
  private volatile @Nullable Rooms listening;

  MediaLifecycle(RapatConfig config, ObjectProvider<Rooms> rooms) {
    this.rooms = rooms;
    this.server = MediaServer.start(MediaSettings.of(config), this::tell);
  }

  private void tell(MediaEvent event) {
    Rooms all = listening;
    if (all != null) {
      all.mediaHappened(event);
    }
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

  long openDtlsConnections() {
    return server.openDtlsConnections();
  }

  long loopAllocatedBytes() {
    return server.loopAllocatedBytes();
  }

  @Override
  public void start() {
    listening = rooms.getObject();
  }

  /// Stops before the web server does, so that clients can still be told over their sockets.
  @Override
  public void stop() {
    Rooms all = listening;
    if (all != null) {
      all.shutdown();
      long end = System.nanoTime() + TELL_NANOS;
      while (all.connections() > 0 && System.nanoTime() - end < 0) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
    server.close();
    listening = null;
  }

  @Override
  public boolean isRunning() {
    return listening != null;
  }

  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
