package io.rapat.media.stun;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;

/// Whatever bytes come: no read behind the end, no exception, and nothing unsigned is authentic.
@Tag("long")
class StunFuzzTest {
  private static final StunMessage MESSAGE = new StunMessage();
  private static final StunWriter WRITER = new StunWriter();
  private static final MessageIntegrity KEY = MessageIntegrity.hmacSha1("unknown to the fuzzer");

  @FuzzTest
  void parse(byte[] bytes) {
    StunParse result = MESSAGE.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
    if (result != StunParse.MESSAGE) {
      return;
    }
    for (int i = 0; i < MESSAGE.usernameLength(); i++) {
      MESSAGE.usernameByte(i);
    }
    MESSAGE.isFor(new byte[] {'a'});
    MESSAGE.priority();
    MESSAGE.errorCode();
    if (MESSAGE.hasMappedAddress()) {
      MESSAGE.mappedHigh();
      MESSAGE.mappedLow();
      MESSAGE.mappedPort();
    }
    if (MESSAGE.isAuthentic(KEY)) {
      throw new AssertionError("forged");
    }
    WRITER.begin(StunMessage.BINDING_ERROR, MESSAGE);
    WRITER.errorCode(420);
    WRITER.unknownAttributes(MESSAGE);
    WRITER.integrity(KEY);
    WRITER.fingerprint();
    MemorySegment out = MemorySegment.ofArray(new byte[128]);
    if (MESSAGE.parse(out, 0, WRITER.finish(out, 0)) != StunParse.MESSAGE
        || !MESSAGE.isAuthentic(KEY)) {
      throw new AssertionError("own answer isn't readable");
    }
  }
}
