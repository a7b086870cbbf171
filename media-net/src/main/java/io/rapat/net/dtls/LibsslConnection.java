package io.rapat.net.dtls;

import io.rapat.media.srtp.SrtpProfile;
import io.rapat.net.crypto.NativeCallException;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/// One `SSL` object with a memory BIO on each side. A memory BIO does not keep the borders of
/// datagrams, so one datagram is fed at a time and read to its end, and what comes out is cut at
/// record headers.
final class LibsslConnection implements DtlsConnection {
  private static final String EXPORT_LABEL = "EXTRACTOR-dtls_srtp";
  private static final int BUFFER_BYTES = 1 << 14;
  private static final int MAX_CERTIFICATE = 1 << 14;
  private static final int MAX_ROUNDS = 64;
  private static final int PROFILE_ID_AT = 8;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final long ssl;
  private final long in;
  private final long out;
  private final AtomicLong openConnections;
  private final Queue<byte[]> datagrams = new ArrayDeque<>();
  private final Queue<byte[]> data = new ArrayDeque<>();
  private Progress progress = Progress.HANDSHAKING;
  private long deadline = Long.MAX_VALUE;
  private boolean closed;

  LibsslConnection(long context, long timerCallback, boolean client, AtomicLong openConnections) {
    this.openConnections = openConnections;
    try {
      ssl = (long) Libssl.NEW.invokeExact(context);
      LibsslDtls.require(ssl != 0, "SSL_new");
      openConnections.incrementAndGet();
      in = memoryBio();
      out = memoryBio();
      // From here on the SSL object owns both.
      Libssl.SET_BIO.invokeExact(ssl, in, out);
      Libssl.SET_TIMER.invokeExact(ssl, timerCallback);
      long _ =
          (long)
              Libssl.CTRL.invokeExact(ssl, Libssl.CTRL_SET_MTU, (long) DtlsRecord.MAX_DATAGRAM, 0L);
      if (client) {
        Libssl.SET_CONNECT.invokeExact(ssl);
      } else {
        Libssl.SET_ACCEPT.invokeExact(ssl);
      }
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SSL_new", e);
    }
  }

  private static long memoryBio() throws Throwable {
    long bio = (long) Libssl.BIO_NEW.invokeExact((long) Libssl.BIO_S_MEM.invokeExact());
    LibsslDtls.require(bio != 0, "BIO_new");
    return bio;
  }

  @Override
  public void start(long nowNanos) {
    run(nowNanos, MemorySegment.NULL);
  }

  @Override
  public void receive(byte[] datagram, long nowNanos) {
    try (Arena arena = Arena.ofConfined()) {
      run(nowNanos, arena.allocateFrom(ValueLayout.JAVA_BYTE, datagram));
    }
  }

  private void run(long nowNanos, MemorySegment datagram) {
    if (closed) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES);
      if (datagram.byteSize() > 0) {
        int size = (int) datagram.byteSize();
        int written = (int) Libssl.BIO_WRITE.invokeExact(in, datagram.address(), size);
        LibsslDtls.require(written == size, "BIO_write");
      }
      int rounds = 0;
      do {
        step(buffer);
      } while (pending(in) > 0 && live() && ++rounds < MAX_ROUNDS);
      if (pending(in) > 0) {
        // The next datagram must not be read as the rest of this one.
        long _ = (long) Libssl.BIO_CTRL.invokeExact(in, Libssl.BIO_RESET, 0L, 0L);
      }
      collect(buffer);
      readDeadline(nowNanos, buffer);
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SSL_do_handshake", e);
    }
  }

  private boolean live() {
    return progress == Progress.HANDSHAKING || progress == Progress.FINISHED;
  }

  private static long pending(long bio) throws Throwable {
    return (long) Libssl.BIO_PENDING.invokeExact(bio);
  }

  private void step(MemorySegment buffer) throws Throwable {
    if (progress == Progress.HANDSHAKING) {
      Libssl.ERR_CLEAR.invokeExact();
      int result = (int) Libssl.DO_HANDSHAKE.invokeExact(ssl);
      if (result == 1) {
        progress = Progress.FINISHED;
      } else {
        judge(result);
        return;
      }
    }
    int read = readOnce(buffer);
    while (read > 0) {
      data.add(buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE));
      read = readOnce(buffer);
    }
    judge(read);
  }

  private int readOnce(MemorySegment buffer) throws Throwable {
    Libssl.ERR_CLEAR.invokeExact();
    return (int) Libssl.READ.invokeExact(ssl, buffer.address(), BUFFER_BYTES);
  }

  private void judge(int result) throws Throwable {
    int error = (int) Libssl.GET_ERROR.invokeExact(ssl, result);
    if (error == Libssl.ERROR_ZERO_RETURN) {
      progress = Progress.CLOSED_BY_PEER;
    } else if (error != Libssl.ERROR_WANT_READ && error != Libssl.ERROR_WANT_WRITE) {
      progress = Progress.FAILED;
    }
  }

  private void collect(MemorySegment buffer) throws Throwable {
    if (pending(out) == 0) {
      return;
    }
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    while (pending(out) > 0) {
      int read = (int) Libssl.BIO_READ.invokeExact(out, buffer.address(), BUFFER_BYTES);
      LibsslDtls.require(read > 0, "BIO_read");
      records.writeBytes(buffer.asSlice(0, read).toArray(ValueLayout.JAVA_BYTE));
    }
    datagrams.addAll(DtlsRecord.pack(records.toByteArray()));
  }

  private void readDeadline(long nowNanos, MemorySegment buffer) throws Throwable {
    long runs = (long) Libssl.CTRL.invokeExact(ssl, Libssl.CTRL_GET_TIMEOUT, 0L, buffer.address());
    if (runs != 1 || !live()) {
      deadline = Long.MAX_VALUE;
      return;
    }
    long micros =
        buffer.get(ValueLayout.JAVA_LONG, 0) * MICROS_PER_SECOND
            + buffer.get(ValueLayout.JAVA_LONG, 8);
    deadline = nowNanos + micros * NANOS_PER_MICRO;
  }

  @Override
  public void handleTimeout(long nowNanos) {
    if (closed) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES);
      Libssl.ERR_CLEAR.invokeExact();
      long result = (long) Libssl.CTRL.invokeExact(ssl, Libssl.CTRL_HANDLE_TIMEOUT, 0L, 0L);
      if (result < 0) {
        progress = Progress.FAILED;
      }
      collect(buffer);
      readDeadline(nowNanos, buffer);
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("DTLSv1_handle_timeout", e);
    }
  }

  @Override
  public long deadlineNanos() {
    return deadline;
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public Optional<byte[]> poll() {
    return Optional.ofNullable(datagrams.poll());
  }

  @Override
  public Optional<byte[]> pollApplicationData() {
    return Optional.ofNullable(data.poll());
  }

  @Override
  public void sendApplicationData(byte[] bytes) {
    if (closed || progress != Progress.FINISHED || bytes.length == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(BUFFER_BYTES);
      MemorySegment source = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      Libssl.ERR_CLEAR.invokeExact();
      int result = (int) Libssl.WRITE.invokeExact(ssl, source.address(), bytes.length);
      if (result <= 0) {
        judge(result);
      }
      collect(buffer);
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SSL_write", e);
    }
  }

  @Override
  public Optional<byte[]> peerCertificate() {
    try (Arena arena = Arena.ofConfined()) {
      long certificate = (long) Libssl.PEER_CERTIFICATE.invokeExact(ssl);
      if (certificate == 0) {
        return Optional.empty();
      }
      try {
        return encoded(arena, certificate);
      } finally {
        Libssl.X509_FREE.invokeExact(certificate);
      }
    } catch (Throwable e) {
      throw new NativeCallException("SSL_get1_peer_certificate", e);
    }
  }

  private static Optional<byte[]> encoded(Arena arena, long certificate) throws Throwable {
    int length = (int) Libssl.I2D_X509.invokeExact(certificate, 0L);
    if (length <= 0 || length > MAX_CERTIFICATE) {
      return Optional.empty();
    }
    MemorySegment der = arena.allocate(length);
    // The function moves the pointer behind what it wrote.
    MemorySegment cursor = arena.allocate(ValueLayout.JAVA_LONG);
    cursor.set(ValueLayout.JAVA_LONG, 0, der.address());
    int written = (int) Libssl.I2D_X509.invokeExact(certificate, cursor.address());
    return written == length ? Optional.of(der.toArray(ValueLayout.JAVA_BYTE)) : Optional.empty();
  }

  @Override
  public Optional<SrtpProfile> profile() {
    try {
      long selected = (long) Libssl.SELECTED_SRTP.invokeExact(ssl);
      if (selected == 0) {
        return Optional.empty();
      }
      long id =
          MemorySegment.ofAddress(selected)
              .reinterpret(2L * Long.BYTES)
              .get(ValueLayout.JAVA_LONG, PROFILE_ID_AT);
      for (SrtpProfile profile : SrtpProfile.values()) {
        if (profile.id() == id) {
          return Optional.of(profile);
        }
      }
      return Optional.empty();
    } catch (Throwable e) {
      throw new NativeCallException("SSL_get_selected_srtp_profile", e);
    }
  }

  @Override
  public byte[] export(int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment label = arena.allocateFrom(EXPORT_LABEL);
      MemorySegment keys = arena.allocate(length);
      int done =
          (int)
              Libssl.EXPORT.invokeExact(
                  ssl,
                  keys.address(),
                  (long) length,
                  label.address(),
                  (long) EXPORT_LABEL.length(),
                  0L,
                  0L,
                  0);
      LibsslDtls.require(done == 1, "SSL_export_keying_material");
      byte[] exported = keys.toArray(ValueLayout.JAVA_BYTE);
      keys.fill((byte) 0);
      return exported;
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SSL_export_keying_material", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    deadline = Long.MAX_VALUE;
    try (Arena arena = Arena.ofConfined()) {
      if (progress == Progress.FINISHED) {
        Libssl.ERR_CLEAR.invokeExact();
        int _ = (int) Libssl.SHUTDOWN.invokeExact(ssl);
        collect(arena.allocate(BUFFER_BYTES));
      }
      Libssl.FREE.invokeExact(ssl);
      openConnections.decrementAndGet();
    } catch (NativeCallException e) {
      throw e;
    } catch (Throwable e) {
      throw new NativeCallException("SSL_free", e);
    }
  }
}
