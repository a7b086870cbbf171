package io.rapat.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Packets that other implementations publish: master key and salt, plain packet, protected packet.
class SrtpVectorsTest {
  private static final String KEY = "000102030405060708090a0b0c0d0e0f";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "AEAD_AES_128_GCM,"
        + KEY
        + ",a0a1a2a3a4a5a6a7a8a9aaab,"
        + "800f1234decafbadcafebabeabababababababababababababababab,"
        + "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392",
    "AES128_CM_SHA1_80,e1f97a0d3e018be0d64fa32c06de4139,0ec675ad498afeebb6960b3aabe6,"
        + "800f1234decafbadcafebabeabababababababababababababababab,"
        + "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb",
  })
  void protectsAndOpensAPublishedRtpPacket(
      SrtpProfile profile, String key, String salt, String plain, String sealed) {
    byte[] masterKey = HexFormat.of().parseHex(key);
    byte[] masterSalt = HexFormat.of().parseHex(salt);
    MemorySegment in = MemorySegment.ofArray(HexFormat.of().parseHex(plain));
    MemorySegment out = MemorySegment.ofArray(new byte[200]);
    SrtpSender sender = new SrtpSender(new ReferenceEngine(), profile, masterKey, masterSalt);

    int length = sender.protectRtp(in, 0, 12, in, 12, (int) in.byteSize() - 12, out, 0);

    assertThat(hex(out, length)).isEqualTo(sealed);

    SrtpReceiver receiver = new SrtpReceiver(new ReferenceEngine(), profile, masterKey, masterSalt);
    MemorySegment back = MemorySegment.ofArray(new byte[200]);
    int opened = receiver.unprotectRtp(out, 0, length, back, 0);
    assertThat(hex(back, opened)).isEqualTo(plain);
  }

  private static String hex(MemorySegment segment, int length) {
    return HexFormat.of().formatHex(segment.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }
}
