package io.rapat.net;

import com.sun.management.ThreadMXBean;
import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEngine;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.net.crypto.SrtpEngines;
import io.rapat.net.dtls.DtlsEngines;
import io.rapat.net.io.IoFailure;
import io.rapat.net.io.IpAddress;
import io.rapat.net.io.LoopIo;
import io.rapat.net.loop.LoopSettings;
import io.rapat.net.loop.MediaLoop;
import io.rapat.net.loop.PeerWorkers;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running media path: sockets, event loops, handshakes. A room belongs to one loop; each loop
/// has its own ports, and a client finds the loop of its room by trying all candidates: only that
/// one answers its checks.
public final class MediaServer implements MediaEngine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MediaServer.class);
  private static final long CLOSE_MILLIS = 1_000;
  private static final int WARM_UP_HANDSHAKES = 2;

  private final List<IpAddress> advertised;
  private final DtlsEngines dtls;
  private final PeerWorkers workers;
  private final EventThread events;
  private final List<MediaLoop> loops;

  private MediaServer(MediaConfig config, MediaEventListener listener, SrtpEngine srtp) {
    advertised = LocalAddresses.advertised(config);
    dtls = dtls(config.dtls());
    List<LoopIo> sockets = open(config);
    SecureRandom random = new SecureRandom();
    workers = new PeerWorkers(dtls::open, random, 2 * Runtime.getRuntime().availableProcessors());
    events = new EventThread(listener);
    loops = new ArrayList<>();
    for (LoopIo io : sockets) {
      LoopSettings settings =
          new LoopSettings(
              config.packetBytesPerLoop(),
              config.peerBitsPerSecond() / 8,
              config.silence().toNanos(),
              srtp,
              new SplittableRandom(random.nextLong()));
      loops.add(new MediaLoop(settings, io, workers, events::accept));
    }
    LOG.info(
        "media path starts, srtp={} {}, dtls={}, udp={}, tcp={}, segmentation={}",
        srtp.name(),
        srtp.version(),
        dtls.version(),
        sockets.stream().map(io -> io.datagrams().port()).toList(),
        sockets.stream().map(io -> io.streams().port()).toList(),
        sockets.getFirst().datagrams().segments());
  }

  /// Opens the sockets and starts the loops.
  ///
  /// @param listener takes events on a thread of its own
  /// @throws IoFailure when a port can't be bound
  public static MediaServer start(MediaConfig config, MediaEventListener listener) {
    return start(config, listener, SrtpEngines.choose().engine());
  }

  static MediaServer start(MediaConfig config, MediaEventListener listener, SrtpEngine srtp) {
    MediaServer server = new MediaServer(config, listener, srtp);
    for (int i = 0; i < server.loops.size(); i++) {
      Thread.ofPlatform().name("rapat-media-loop-" + i).start(server.loops.get(i));
    }
    Thread.ofPlatform().daemon().name("rapat-dtls-warm-up").start(server::warmUp);
    return server;
  }

  private void warmUp() {
    try {
      dtls.warmUp(WARM_UP_HANDSHAKES);
    } catch (RuntimeException e) {
      LOG.error("a handshake with itself failed: nobody can join", e);
    }
  }

  private static DtlsEngines dtls(MediaConfig.Dtls choice) {
    Instant now = Instant.now();
    return switch (choice) {
      case AUTO -> DtlsEngines.create(now);
      case LIBSSL -> DtlsEngines.create(DtlsEngines.Library.LIBSSL, now);
      case JAVA -> DtlsEngines.create(DtlsEngines.Library.JAVA, now);
    };
  }

  private List<LoopIo> open(MediaConfig config) {
    List<LoopIo> opened = new ArrayList<>();
    IpAddress bind = IpAddress.parse(config.bindAddress());
    try {
      for (int i = 0; i < config.loops(); i++) {
        opened.add(
            LoopIo.open(
                new LoopIo.Listen(
                    bind,
                    advertised,
                    config.udpPort() == 0 ? 0 : config.udpPort() + i,
                    config.tcpPort() <= 0 ? config.tcpPort() : config.tcpPort() + i,
                    config.segmentation(),
                    config.sockets())));
      }
    } catch (IoFailure failure) {
      opened.forEach(LoopIo::close);
      throw failure;
    }
    return opened;
  }

  @Override
  public void submit(MediaCommand command) {
    loop(command.room().value()).submit(command);
  }

  private MediaLoop loop(long room) {
    return loops.get(Math.floorMod(room, loops.size()));
  }

  @Override
  public byte[] fingerprint() {
    return dtls.fingerprint();
  }

  @Override
  public List<Candidate> candidates() {
    List<Candidate> udp = new ArrayList<>();
    List<Candidate> tcp = new ArrayList<>();
    for (IpAddress address : advertised) {
      for (MediaLoop loop : loops) {
        udp.add(new Candidate(address.toString(), loop.io().datagrams().port(), false));
        int port = loop.io().streams().port();
        if (port >= 0) {
          tcp.add(new Candidate(address.toString(), port, true));
        }
      }
    }
    udp.addAll(tcp);
    return List.copyOf(udp);
  }

  /// What was done and dropped so far.
  public MediaSnapshot snapshot() {
    Map<String, Long> drops = new TreeMap<>();
    dtls.gateDrops().forEach((reason, count) -> drops.put("dtls_" + reason, count));
    drops.putAll(workers.drops());
    return Snapshots.of(loops, events.dropped(), drops);
  }

  /// Bytes that all loop threads have allocated on the heap since their start: forwarding a packet
  /// adds nothing to it.
  public long loopAllocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return loops.stream().mapToLong(loop -> threads.getThreadAllocatedBytes(loop.threadId())).sum();
  }

  /// DTLS associations that hold memory of the library.
  public long openDtlsConnections() {
    return dtls.openConnections();
  }

  List<MediaLoop> loops() {
    return loops;
  }

  /// Ends within two seconds: no peer is told, for signalling has done so.
  @Override
  public void close() {
    loops.forEach(MediaLoop::close);
    boolean interrupted = false;
    for (MediaLoop loop : loops) {
      try {
        if (!loop.awaitEnd(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
          LOG.warn("a media loop does not end");
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    workers.close();
    events.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
