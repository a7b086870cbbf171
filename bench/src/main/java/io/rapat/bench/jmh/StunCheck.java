package io.rapat.bench.jmh;

import io.rapat.media.stun.MessageIntegrity;
import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunParse;
import io.rapat.media.stun.StunWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// A connectivity check as browsers send it: how much of it is the signature.
@State(Scope.Thread)
public class StunCheck {
  private final MessageIntegrity key = MessageIntegrity.hmacSha1("passwordpasswordpassword");
  private final MemorySegment check = Arena.ofAuto().allocate(256, 8);
  private final int length = write();
  private final StunMessage message = new StunMessage();

  private int write() {
    StunWriter writer = new StunWriter();
    writer.begin(StunMessage.BINDING_REQUEST, new byte[12]);
    writer.username("abcdefgh:ijkl".getBytes(StandardCharsets.US_ASCII));
    writer.controlling(1);
    writer.useCandidate();
    writer.priority(1_853_824_767);
    writer.integrity(key);
    writer.fingerprint();
    return writer.finish(check, 0);
  }

  @Benchmark
  public StunParse parse() {
    return message.parse(check, 0, length);
  }

  @Benchmark
  public boolean parseAndVerify() {
    if (message.parse(check, 0, length) != StunParse.MESSAGE || !message.isAuthentic(key)) {
      throw new IllegalStateException("own check isn't authentic");
    }
    return true;
  }
}
