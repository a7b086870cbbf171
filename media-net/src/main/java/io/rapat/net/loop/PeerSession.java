package io.rapat.net.loop;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.sctp.SctpAssociation;
import io.rapat.media.sctp.SctpEndReason;
import io.rapat.media.sctp.SctpEvent;
import io.rapat.media.sctp.SendResult;
import io.rapat.net.dtls.DtlsEngine;
import io.rapat.net.dtls.DtlsState;
import io.rapat.net.dtls.Fingerprint;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// The DTLS association of one peer and the SCTP association inside it. Run by its [PeerWorker],
/// one job at a time.
///
/// As server it waits for the peer's hello; as client it begins when the peer was validated and its
/// fingerprint is known. A closing alert of the peer ends neither media nor peer: the transport may
/// live on (LiveKit's server does the same), and consent decides.
final class PeerSession {
  private final PeerWorker worker;
  private final PeerWorkers workers;
  private final boolean dtlsClient;
  private final List<MediaCommand.OpenDataChannel> channelsToOpen = new ArrayList<>();
  private @Nullable DtlsEngine engine;
  private @Nullable SctpAssociation sctp;
  private @Nullable Fingerprint remote;
  private @Nullable ScheduledFuture<?> timer;
  private long timerNanos = Long.MAX_VALUE;
  private boolean started;
  private boolean finished;
  private boolean ended;

  PeerSession(PeerWorker worker, PeerWorkers workers, boolean dtlsClient) {
    this.worker = worker;
    this.workers = workers;
    this.dtlsClient = dtlsClient;
  }

  void perform(PeerWorker.Job job, long now) {
    if (ended) {
      return;
    }
    switch (job) {
      case PeerWorker.Job.Datagram(byte[] bytes) -> receive(bytes, now);
      case PeerWorker.Job.Start() -> {
        started = true;
        openIfReady(now);
      }
      case PeerWorker.Job.SetRemote(MediaCommand.SetRemote command) -> setRemote(command, now);
      case PeerWorker.Job.OpenChannel(MediaCommand.OpenDataChannel open) -> openChannel(open, now);
      case PeerWorker.Job.Send(MediaCommand.SendData send) -> send(send, now);
      case PeerWorker.Job.Timeout() -> timeout(now);
      case PeerWorker.Job.Close() -> {
        end();
        return;
      }
    }
    pump(now);
  }

  private void receive(byte[] datagram, long now) {
    DtlsEngine open = engine;
    if (open != null) {
      open.receive(MemorySegment.ofArray(datagram), 0, datagram.length, now);
    }
  }

  private void openIfReady(long now) {
    Fingerprint expected = remote;
    if (engine != null || !started || (dtlsClient && expected == null)) {
      return;
    }
    DtlsEngine opened = workers.dtls().open(dtlsClient, now);
    engine = opened;
    if (expected != null) {
      opened.setRemoteFingerprint(expected, now);
    }
  }

  private void setRemote(MediaCommand.SetRemote command, long now) {
    Optional<Fingerprint> told =
        Fingerprint.of(command.fingerprintAlgorithm(), command.fingerprint());
    if (told.isEmpty()) {
      fail(MediaEvent.Failure.DTLS_FAILED);
      return;
    }
    Fingerprint known = remote;
    if (known != null) {
      // Signalling tells it with each negotiation. Another one would need another association.
      if (!sameAs(known, told.get())) {
        fail(MediaEvent.Failure.DTLS_FAILED);
      }
      return;
    }
    remote = told.get();
    DtlsEngine open = engine;
    if (open != null) {
      open.setRemoteFingerprint(told.get(), now);
    }
    openIfReady(now);
  }

  private static boolean sameAs(Fingerprint one, Fingerprint other) {
    return one.function() == other.function()
        && java.util.Arrays.equals(one.digest(), other.digest());
  }

  private void openChannel(MediaCommand.OpenDataChannel open, long now) {
    if (!finished) {
      channelsToOpen.add(open);
      return;
    }
    SctpAssociation association = association();
    association.connect(now);
    int channel = association.open(open.label(), open.ordered(), open.maxRetransmits(), now);
    if (channel < 0) {
      fail(MediaEvent.Failure.SCTP_FAILED);
    }
  }

  private void send(MediaCommand.SendData send, long now) {
    SctpAssociation association = sctp;
    if (association == null) {
      worker.loop().dataDropped();
      return;
    }
    SendResult result = association.send(send.label(), send.message(), true, now);
    if (!(result instanceof SendResult.Queued)) {
      worker.loop().dataDropped();
    }
  }

  private void timeout(long now) {
    timerNanos = Long.MAX_VALUE;
    DtlsEngine open = engine;
    if (open != null && isDue(open.deadlineNanos(), now)) {
      open.handleTimeout(now);
    }
    SctpAssociation association = sctp;
    if (association != null && isDue(association.deadlineNanos(), now)) {
      association.handleTimeout(now);
    }
  }

  private static boolean isDue(long deadline, long now) {
    return deadline != Long.MAX_VALUE && deadline - now <= 0;
  }

  private SctpAssociation association() {
    SctpAssociation known = sctp;
    if (known == null) {
      known = new SctpAssociation(workers.sctp(), workers.random(), dtlsClient);
      sctp = known;
    }
    return known;
  }

  /// Carries what is ready from one layer to the next until nothing moves.
  private void pump(long now) {
    DtlsEngine open = engine;
    if (open == null || ended) {
      return;
    }
    observe(open, now);
    for (Optional<byte[]> data = finished ? open.pollApplicationData() : Optional.empty();
        data.isPresent();
        data = open.pollApplicationData()) {
      association().receive(data.get(), now);
    }
    SctpAssociation association = sctp;
    if (association != null && finished) {
      for (var packet = association.poll(now); packet.isPresent(); packet = association.poll(now)) {
        open.sendApplicationData(packet.get());
      }
      for (var event = association.pollEvent();
          event.isPresent();
          event = association.pollEvent()) {
        tell(event.get());
      }
    }
    for (Optional<byte[]> out = open.poll(); out.isPresent(); out = open.poll()) {
      boolean _ = worker.loop().offerReport(new LoopTask.SendDatagram(worker.peer(), out.get()));
    }
    setTimer(now);
  }

  private void observe(DtlsEngine open, long now) {
    switch (open.state()) {
      case DtlsState.Handshaking() -> {}
      case DtlsState.Finished done -> {
        if (!finished) {
          finished = true;
          worker.finished();
          worker.loop().report(new LoopTask.InstallKeys(worker.peer(), done.srtpKeys()));
          List<MediaCommand.OpenDataChannel> waiting = List.copyOf(channelsToOpen);
          channelsToOpen.clear();
          waiting.forEach(channel -> openChannel(channel, now));
        }
      }
      case DtlsState.Failed _ -> fail(MediaEvent.Failure.DTLS_FAILED);
      case DtlsState.Closed() -> {}
    }
  }

  private void tell(SctpEvent event) {
    switch (event) {
      case SctpEvent.Connected() -> {}
      case SctpEvent.ChannelOpened opened ->
          report(new MediaEvent.DataChannelOpened(worker.room(), worker.id(), opened.label()));
      case SctpEvent.ChannelClosed closed ->
          report(new MediaEvent.DataChannelClosed(worker.room(), worker.id(), closed.label()));
      case SctpEvent.MessageReceived received -> {
        MediaEvent data =
            new MediaEvent.DataReceived(
                worker.room(), worker.id(), received.label(), received.message());
        if (received.binary()
            && !worker.loop().offerReport(new LoopTask.Tell(worker.peer(), data))) {
          worker.loop().dataDropped();
        }
      }
      case SctpEvent.Aborted(SctpEndReason reason) -> {
        if (reason != SctpEndReason.ABORTED_LOCALLY && reason != SctpEndReason.SHUT_DOWN_BY_PEER) {
          worker.loop().report(new LoopTask.Fail(worker.peer(), MediaEvent.Failure.SCTP_FAILED));
        }
      }
    }
  }

  private void report(MediaEvent event) {
    worker.loop().report(new LoopTask.Tell(worker.peer(), event));
  }

  private void setTimer(long now) {
    DtlsEngine open = engine;
    SctpAssociation association = sctp;
    long next = open == null ? Long.MAX_VALUE : open.deadlineNanos();
    if (association != null) {
      next = earlier(next, association.deadlineNanos());
    }
    if (ended || next == timerNanos) {
      return;
    }
    cancelTimer();
    if (next != Long.MAX_VALUE) {
      timerNanos = next;
      timer = workers.schedule(worker::timeout, Math.max(next - now, 0));
    }
  }

  private static long earlier(long one, long other) {
    if (one == Long.MAX_VALUE || other == Long.MAX_VALUE) {
      return one == Long.MAX_VALUE ? other : one;
    }
    return one - other < 0 ? one : other;
  }

  private void cancelTimer() {
    ScheduledFuture<?> scheduled = timer;
    if (scheduled != null) {
      scheduled.cancel(false);
      timer = null;
    }
    timerNanos = Long.MAX_VALUE;
  }

  /// Ends the session and tells why.
  void fail(MediaEvent.Failure reason) {
    if (!ended) {
      end();
      worker.loop().report(new LoopTask.Fail(worker.peer(), reason));
    }
  }

  private void end() {
    ended = true;
    cancelTimer();
    DtlsEngine open = engine;
    engine = null;
    sctp = null;
    if (open != null) {
      open.close();
    }
  }
}
