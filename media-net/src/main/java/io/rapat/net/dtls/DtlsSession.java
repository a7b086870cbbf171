package io.rapat.net.dtls;

import io.rapat.media.srtp.SrtpProfile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// The rules that hold with every library: the gate in front, the fingerprint before the keys, a
/// deadline for the whole handshake, and a new try after a bad hello, which anyone can send who
/// shares the peer's address (CVE-2023-49786).
final class DtlsSession implements DtlsEngine {
  static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(30);
  static final int MAX_TRIES = 8;

  private static final int MAX_RECEIVED_DATAGRAM = 1 << 14;
  private static final int MAX_QUEUED = 64;
  private static final int MAX_APPLICATION_DATA = 1 << 13;

  private final DtlsLibrary library;
  private final boolean client;
  private final GateDrops gateDrops;
  private final long giveUpNanos;
  private final Queue<byte[]> outgoing = new ArrayDeque<>();
  private final Queue<byte[]> incoming = new ArrayDeque<>();
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private DtlsConnection connection;
  private FragmentGate gate;
  private DtlsState state = new DtlsState.Handshaking();
  private @Nullable Fingerprint remoteFingerprint;
  private int tries = 1;

  DtlsSession(DtlsLibrary library, boolean client, GateDrops gateDrops, long nowNanos) {
    this.library = library;
    this.client = client;
    this.gateDrops = gateDrops;
    giveUpNanos = nowNanos + HANDSHAKE_LIMIT.toNanos();
    gate = new FragmentGate(client, gateDrops);
    connection = library.open(client);
    connection.start(nowNanos);
    advance(nowNanos);
  }

  @Override
  public void receive(MemorySegment datagram, long offset, int length, long nowNanos) {
    if (ended()) {
      return;
    }
    if (length > MAX_RECEIVED_DATAGRAM) {
      gateDrops.count(GateDrop.TOO_LONG);
      return;
    }
    byte[] bytes = datagram.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    int tryOfDatagram = tries;
    for (byte[] checked : gate.accept(bytes)) {
      connection.receive(checked, nowNanos);
      advance(nowNanos);
      // After a new try the rest of the datagram belongs to the old one.
      if (ended() || tries != tryOfDatagram) {
        return;
      }
    }
  }

  private boolean ended() {
    return switch (state) {
      case DtlsState.Handshaking _, DtlsState.Finished _ -> false;
      case DtlsState.Failed _, DtlsState.Closed _ -> true;
    };
  }

  /// Moves what the library produced into the queues and follows its progress.
  private void advance(long nowNanos) {
    DtlsConnection.Progress progress = connection.progress();
    if (progress == DtlsConnection.Progress.HANDSHAKING
        || progress == DtlsConnection.Progress.FINISHED) {
      drain();
    }
    switch (progress) {
      case HANDSHAKING -> {}
      case FINISHED -> finish();
      case FAILED -> handshakeFailed(nowNanos);
      case CLOSED_BY_PEER -> {
        if (state instanceof DtlsState.Finished) {
          end(new DtlsState.Closed());
        } else {
          handshakeFailed(nowNanos);
        }
      }
    }
  }

  private void drain() {
    Optional<byte[]> next = connection.poll();
    while (next.isPresent()) {
      if (outgoing.size() < MAX_QUEUED) {
        outgoing.add(next.get());
      }
      next = connection.poll();
    }
    Optional<byte[]> data = connection.pollApplicationData();
    while (data.isPresent()) {
      if (incoming.size() < MAX_QUEUED) {
        incoming.add(data.get());
      }
      data = connection.pollApplicationData();
    }
  }

  private void finish() {
    gate.finish();
    Fingerprint expected = remoteFingerprint;
    if (!(state instanceof DtlsState.Handshaking) || expected == null) {
      return;
    }
    // Nothing of this association may be used before this check.
    Optional<byte[]> certificate = connection.peerCertificate();
    if (certificate.isEmpty() || !expected.matches(certificate.get())) {
      end(new DtlsState.Failed(DtlsFailure.FINGERPRINT_MISMATCH));
      return;
    }
    Optional<SrtpProfile> profile = connection.profile();
    if (profile.isEmpty()) {
      end(new DtlsState.Failed(DtlsFailure.NO_SRTP_PROFILE));
      return;
    }
    state =
        new DtlsState.Finished(
            profile.get(),
            connection.export(profile.get().exportedBytes()),
            client,
            Fingerprint.digest(Fingerprint.Function.SHA_256, certificate.get()));
    while (!waiting.isEmpty()) {
      connection.sendApplicationData(waiting.remove());
    }
    drain();
  }

  private void handshakeFailed(long nowNanos) {
    if (state instanceof DtlsState.Finished) {
      end(new DtlsState.Closed());
    } else if (client || tries == MAX_TRIES) {
      end(new DtlsState.Failed(DtlsFailure.HANDSHAKE_FAILED));
    } else {
      tries++;
      gateDrops.count(GateDrop.REFUSED_HELLO);
      // Its alert is not sent: it would end the honest peer's handshake, which goes on.
      connection.close();
      gate = new FragmentGate(client, gateDrops);
      connection = library.open(client);
      connection.start(nowNanos);
    }
  }

  private void end(DtlsState last) {
    state = last;
    connection.close();
    drain();
    waiting.clear();
    if (last instanceof DtlsState.Failed) {
      incoming.clear();
    }
  }

  @Override
  public Optional<byte[]> poll() {
    return Optional.ofNullable(outgoing.poll());
  }

  @Override
  public Optional<byte[]> pollApplicationData() {
    return state instanceof DtlsState.Handshaking
        ? Optional.empty()
        : Optional.ofNullable(incoming.poll());
  }

  @Override
  public void sendApplicationData(byte[] data) {
    if (data.length > MAX_APPLICATION_DATA) {
      throw new IllegalArgumentException(data.length + " bytes of application data at once");
    }
    switch (state) {
      case DtlsState.Handshaking _ -> {
        if (waiting.size() < MAX_QUEUED) {
          waiting.add(data.clone());
        }
      }
      case DtlsState.Finished _ -> {
        connection.sendApplicationData(data);
        drain();
      }
      case DtlsState.Failed _, DtlsState.Closed _ -> {}
    }
  }

  @Override
  public void setRemoteFingerprint(Fingerprint fingerprint, long nowNanos) {
    if (remoteFingerprint != null) {
      throw new IllegalStateException("the fingerprint was told before");
    }
    remoteFingerprint = fingerprint;
    if (!ended()) {
      advance(nowNanos);
    }
  }

  @Override
  public DtlsState state() {
    return state;
  }

  @Override
  public long deadlineNanos() {
    if (ended()) {
      return Long.MAX_VALUE;
    }
    long retransmit = connection.deadlineNanos();
    boolean mayGiveUp = state instanceof DtlsState.Handshaking;
    return mayGiveUp && (retransmit == Long.MAX_VALUE || giveUpNanos - retransmit < 0)
        ? giveUpNanos
        : retransmit;
  }

  @Override
  public void handleTimeout(long nowNanos) {
    if (ended()) {
      return;
    }
    if (state instanceof DtlsState.Handshaking && giveUpNanos - nowNanos <= 0) {
      end(new DtlsState.Failed(DtlsFailure.TIMED_OUT));
      return;
    }
    long retransmit = connection.deadlineNanos();
    if (retransmit != Long.MAX_VALUE && retransmit - nowNanos <= 0) {
      connection.handleTimeout(nowNanos);
      advance(nowNanos);
    }
  }

  @Override
  public void close() {
    if (!ended()) {
      end(
          state instanceof DtlsState.Finished
              ? new DtlsState.Closed()
              : new DtlsState.Failed(DtlsFailure.CLOSED_EARLY));
    }
  }
}
