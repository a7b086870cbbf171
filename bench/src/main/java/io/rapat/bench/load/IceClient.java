package io.rapat.bench.load;

import io.rapat.media.stun.MessageIntegrity;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunParse;
import io.rapat.media.stun.StunWriter;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The controlling side of ICE, RFC 8445, towards a server with host candidates: it nominates with
/// every check and takes the first pair that answers.
final class IceClient {
  private static final long CHECK_NANOS = 50_000_000;
  private static final long CONSENT_NANOS = 2_500_000_000L;
  private static final long PRIORITY = 1_853_817_087L;

  /// Sends a datagram.
  interface Output {
    void send(MemorySegment bytes, int length, InetSocketAddress to);
  }

  final String ufrag;
  final String password;
  private final Random random;
  private final Output output;
  private final MemorySegment out;
  private final StunMessage message = new StunMessage();
  private final StunWriter writer = new StunWriter();
  private final MessageIntegrity own;
  private final Set<InetSocketAddress> candidates = new LinkedHashSet<>();
  private @Nullable MessageIntegrity remote;
  private byte[] username = new byte[0];
  private @Nullable InetSocketAddress selected;
  private long nextCheckNanos;
  private long sentChecks;
  private long answeredChecks;

  IceClient(Random random, MemorySegment scratch, Output output) {
    this.random = random;
    this.out = scratch;
    this.output = output;
    this.ufrag = text(8);
    this.password = text(24);
    this.own = MessageIntegrity.hmacSha1(password);
  }

  private String text(int length) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  void remote(String remoteUfrag, String remotePassword, long nowNanos) {
    username = (remoteUfrag + ":" + ufrag).getBytes(StandardCharsets.UTF_8);
    remote = MessageIntegrity.hmacSha1(remotePassword);
    nextCheckNanos = nowNanos;
  }

  void candidate(InetSocketAddress address) {
    if (candidates.size() < 16) {
      candidates.add(address);
    }
  }

  @Nullable InetSocketAddress selected() {
    return selected;
  }

  void tick(long nowNanos) {
    MessageIntegrity key = remote;
    if (key == null || nextCheckNanos - nowNanos > 0) {
      return;
    }
    InetSocketAddress pair = selected;
    nextCheckNanos = nowNanos + (pair == null ? CHECK_NANOS : CONSENT_NANOS);
    if (pair != null) {
      check(pair, key);
    } else {
      candidates.forEach(address -> check(address, key));
    }
  }

  private void check(InetSocketAddress to, MessageIntegrity key) {
    byte[] transaction = new byte[12];
    random.nextBytes(transaction);
    writer.begin(StunMessage.BINDING_REQUEST, transaction);
    writer.username(username);
    writer.priority(PRIORITY);
    writer.controlling(1);
    writer.useCandidate();
    writer.integrity(key);
    writer.fingerprint();
    output.send(out, writer.finish(out, 0), to);
    sentChecks++;
  }

  void receive(MemorySegment datagram, int length, InetSocketAddress from) {
    MessageIntegrity key = remote;
    if (key == null || message.parse(datagram, 0, length) != StunParse.MESSAGE) {
      return;
    }
    if (message.type() == StunMessage.BINDING_SUCCESS && message.isAuthentic(key)) {
      answeredChecks++;
      if (selected == null) {
        selected = from;
      }
    } else if (message.type() == StunMessage.BINDING_REQUEST && message.isAuthentic(own)) {
      answer(from);
    }
  }

  private void answer(InetSocketAddress to) {
    byte[] address = to.getAddress().getAddress();
    java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(address);
    boolean v4 = address.length == 4;
    long high = v4 ? 0 : in.getLong();
    long low = v4 ? 0xffff_0000_0000L | (in.getInt() & 0xffff_ffffL) : in.getLong();
    writer.begin(StunMessage.BINDING_SUCCESS, message);
    writer.mappedAddress(high, low, to.getPort());
    writer.integrity(own);
    writer.fingerprint();
    output.send(out, writer.finish(out, 0), to);
  }

  long unanswered() {
    return sentChecks - answeredChecks;
  }
}
