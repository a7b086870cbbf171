package io.rapat.net.dtls;

import io.rapat.media.srtp.SrtpProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/// One blocking handshake on a virtual thread, made sans-IO: each call from outside hands over what
/// it has and waits until the thread blocks again for lack of input. So callers see results at
/// once, and the two never run together.
final class BouncyConnection implements DtlsConnection {
  private static final int BUFFER_BYTES = (1 << 14) + 512;
  // A handshake step takes milliseconds, the first one of a process seconds; a caller that waits
  // longer polls again at its next turn.
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long BUSY_NANOS = 20 * NANOS_PER_MILLI;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AtomicLong openConnections;
  private final JcaTlsCrypto crypto;
  private final BouncyAgreement agreement;
  private final boolean client;
  private final int firstTimeoutMillis;
  private final Queue<byte[]> inbound = new ArrayDeque<>();
  private final Queue<byte[]> datagrams = new ArrayDeque<>();
  private final Queue<byte[]> data = new ArrayDeque<>();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private Progress progress = Progress.HANDSHAKING;
  private @Nullable DTLSTransport transport;
  private long clock;
  private long deadline = Long.MAX_VALUE;
  private boolean idle;
  private boolean expired;
  private boolean stopping;
  private boolean transportClosed;
  private boolean ended;
  private boolean closed;

  BouncyConnection(
      JcaTlsCrypto crypto,
      DtlsIdentity identity,
      boolean client,
      int firstTimeoutMillis,
      AtomicLong openConnections) {
    this.crypto = crypto;
    this.client = client;
    this.firstTimeoutMillis = firstTimeoutMillis;
    this.openConnections = openConnections;
    agreement = new BouncyAgreement(crypto, identity);
    openConnections.incrementAndGet();
  }

  @Override
  public void start(long nowNanos) {
    lock.lock();
    try {
      clock = nowNanos;
      Thread _ = Thread.ofVirtual().name("dtls").start(this::run);
      awaitIdle();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Progress last = Progress.FAILED;
    try {
      DTLSTransport established = shakeHands();
      report(established);
      byte[] buffer = new byte[BUFFER_BYTES];
      while (true) {
        int read = established.receive(buffer, 0, buffer.length, 0);
        if (read >= 0) {
          keep(Arrays.copyOf(buffer, read));
        }
      }
    } catch (IOException | RuntimeException e) {
      // Hostile bytes end here, and so does a close from outside: the state says which.
      last = finishedBefore() ? Progress.CLOSED_BY_PEER : Progress.FAILED;
    } finally {
      end(last);
    }
  }

  private DTLSTransport shakeHands() throws IOException {
    Wire wire = new Wire();
    return client
        ? new DTLSClientProtocol()
            .connect(new BouncyClient(crypto, agreement, firstTimeoutMillis), wire)
        : new DTLSServerProtocol()
            .accept(new BouncyServer(crypto, agreement, firstTimeoutMillis), wire);
  }

  private void report(DTLSTransport established) {
    lock.lock();
    try {
      transport = established;
      progress = Progress.FINISHED;
    } finally {
      lock.unlock();
    }
  }

  private void keep(byte[] bytes) {
    lock.lock();
    try {
      data.add(bytes);
    } finally {
      lock.unlock();
    }
  }

  private boolean finishedBefore() {
    lock.lock();
    try {
      return progress == Progress.FINISHED;
    } finally {
      lock.unlock();
    }
  }

  private void end(Progress last) {
    lock.lock();
    try {
      progress = last;
      ended = true;
      deadline = Long.MAX_VALUE;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits, with the lock, until the thread has used all input.
  private void awaitIdle() {
    long left = PATIENCE.toNanos();
    boolean interrupted = false;
    while (!ended && !(idle && inbound.isEmpty() && !expired) && left > 0) {
      try {
        left = changed.awaitNanos(left);
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (records.size() > 0) {
      datagrams.addAll(DtlsRecord.pack(records.toByteArray()));
      records.reset();
    }
  }

  @Override
  public void receive(byte[] datagram, long nowNanos) {
    lock.lock();
    try {
      if (ended || closed) {
        return;
      }
      clock = nowNanos;
      inbound.add(datagram);
      changed.signalAll();
      awaitIdle();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void handleTimeout(long nowNanos) {
    lock.lock();
    try {
      if (ended || closed) {
        return;
      }
      clock = nowNanos;
      if (idle && deadline != Long.MAX_VALUE && deadline - nowNanos <= 0) {
        expired = true;
        changed.signalAll();
      }
      awaitIdle();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long deadlineNanos() {
    lock.lock();
    try {
      // A thread that still works has something to say soon.
      return idle || ended || closed ? deadline : clock + BUSY_NANOS;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Progress progress() {
    lock.lock();
    try {
      return progress;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<byte[]> poll() {
    lock.lock();
    try {
      return Optional.ofNullable(datagrams.poll());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<byte[]> pollApplicationData() {
    lock.lock();
    try {
      return Optional.ofNullable(data.poll());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void sendApplicationData(byte[] bytes) {
    DTLSTransport established;
    lock.lock();
    try {
      established = transport;
      if (established == null || ended || closed) {
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      established.send(bytes, 0, bytes.length);
    } catch (IOException _) {
      end(Progress.CLOSED_BY_PEER);
    }
    lock.lock();
    try {
      awaitIdle();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<byte[]> peerCertificate() {
    return agreement.certificate();
  }

  @Override
  public Optional<SrtpProfile> profile() {
    return agreement.profile();
  }

  @Override
  public byte[] export(int length) {
    return agreement.exported(length);
  }

  @Override
  public void close() {
    DTLSTransport established;
    lock.lock();
    try {
      if (closed) {
        return;
      }
      established = progress == Progress.FINISHED ? transport : null;
      closed = true;
    } finally {
      lock.unlock();
    }
    if (established != null) {
      try {
        established.close();
      } catch (IOException _) {
        // It is closed all the same.
      }
    }
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
      awaitIdle();
    } finally {
      lock.unlock();
    }
    openConnections.decrementAndGet();
  }

  /// The network as the library's thread sees it.
  private final class Wire implements DatagramTransport {

    @Override
    public int getReceiveLimit() {
      return BUFFER_BYTES;
    }

    @Override
    public int getSendLimit() {
      return DtlsRecord.MAX_DATAGRAM;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      lock.lock();
      try {
        deadline = waitMillis == 0 ? Long.MAX_VALUE : clock + waitMillis * NANOS_PER_MILLI;
        while (inbound.isEmpty() && !expired && !stopping && !transportClosed) {
          idle = true;
          changed.signalAll();
          changed.awaitUninterruptibly();
        }
        idle = false;
        // After the peer's closing alert the library would go on reading.
        if (stopping || transportClosed) {
          throw new IOException("closed");
        }
        byte[] next = inbound.poll();
        if (next == null) {
          expired = false;
          return -1;
        }
        int size = Math.min(length, next.length);
        System.arraycopy(next, 0, buffer, offset, size);
        return size;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
      lock.lock();
      try {
        records.write(buffer, offset, length);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        transportClosed = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
