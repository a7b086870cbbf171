package io.rapat.media.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StunMessageTest {
  private static final byte[] TRANSACTION = "transaction!".getBytes(StandardCharsets.US_ASCII);

  private final StunMessage message = new StunMessage();
  private final StunWriter writer = new StunWriter();
  private final MessageIntegrity key = MessageIntegrity.hmacSha1("a password of the peer");

  private StunParse parse(byte[] bytes) {
    return message.parse(MemorySegment.ofArray(bytes), 0, bytes.length);
  }

  private byte[] finished() {
    byte[] out = new byte[1024];
    return Arrays.copyOf(out, writer.finish(MemorySegment.ofArray(out), 0));
  }

  private byte[] request() {
    writer.begin(StunMessage.BINDING_REQUEST, TRANSACTION);
    writer.username("local:remote".getBytes(StandardCharsets.US_ASCII));
    writer.priority(0x6e7f1effL);
    writer.controlling(0x1122334455667788L);
    writer.useCandidate();
    writer.integrity(key);
    writer.fingerprint();
    return finished();
  }

  /// A message with the given body, whose length field fits.
  private static byte[] withBody(int... body) {
    byte[] bytes = new byte[20 + body.length];
    bytes[1] = 1;
    bytes[3] = (byte) body.length;
    bytes[4] = 0x21;
    bytes[5] = 0x12;
    bytes[6] = (byte) 0xa4;
    bytes[7] = 0x42;
    for (int i = 0; i < body.length; i++) {
      bytes[20 + i] = (byte) body[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("io.rapat.media.stun.CapturedStun#all")
  void readsWhatClientsAndServersSend(CapturedStun captured) {
    assertThat(parse(captured.bytes())).isEqualTo(StunParse.MESSAGE);

    assertThat(message.hasFingerprint()).isTrue();
    assertThat(message.isAuthentic(MessageIntegrity.hmacSha1(captured.key()))).isTrue();
    assertThat(message.isAuthentic(key)).isFalse();
    assertThat(message.unknownCount()).isZero();
    boolean isRequest = captured.kind().equals("stun-binding-request");
    assertThat(message.type())
        .isEqualTo(isRequest ? StunMessage.BINDING_REQUEST : StunMessage.BINDING_SUCCESS);
    assertThat(message.hasPriority()).isEqualTo(isRequest);
    assertThat(message.isControlled() || message.isControlling()).isEqualTo(isRequest);
    assertThat(username()).isEqualTo(captured.username());
    assertThat(mapped()).isEqualTo(captured.mapped());
  }

  private String username() {
    if (message.usernameLength() < 0) {
      return "-";
    }
    byte[] name = new byte[message.usernameLength()];
    for (int i = 0; i < name.length; i++) {
      name[i] = message.usernameByte(i);
    }
    return new String(name, StandardCharsets.US_ASCII);
  }

  private String mapped() {
    if (!message.hasMappedAddress()) {
      return "-";
    }
    assertThat(message.mappedHigh()).isZero();
    long low = message.mappedLow();
    return (low >>> 24 & 255)
        + "."
        + (low >>> 16 & 255)
        + "."
        + (low >>> 8 & 255)
        + "."
        + (low & 255)
        + ":"
        + message.mappedPort();
  }

  @ParameterizedTest
  @MethodSource("io.rapat.media.stun.CapturedStun#all")
  void refusesEveryTruncation(CapturedStun captured) {
    for (int length = 0; length < captured.bytes().length; length++) {
      assertThat(parse(Arrays.copyOf(captured.bytes(), length))).isNotEqualTo(StunParse.MESSAGE);
    }
  }

  /// Behind the cut the length field is set right, so that the cut goes through attributes.
  @ParameterizedTest
  @MethodSource("io.rapat.media.stun.CapturedStun#all")
  void refusesOrReadsEveryMendedTruncationWithoutTrustingIt(CapturedStun captured) {
    MessageIntegrity right = MessageIntegrity.hmacSha1(captured.key());
    for (int length = 20; length < captured.bytes().length; length += 4) {
      byte[] cut = Arrays.copyOf(captured.bytes(), length);
      StunMessage.put16(cut, 2, length - 20);

      if (parse(cut) == StunParse.MESSAGE && message.isAuthentic(right)) {
        // Only FINGERPRINT is missing: it isn't covered by MESSAGE-INTEGRITY.
        assertThat(length).isEqualTo(captured.bytes().length - 8);
        assertThat(message.hasFingerprint()).isFalse();
      }
    }
  }

  @Test
  void detectsEveryChangedBit() {
    byte[] original = request();
    for (int bit = 0; bit < 8 * original.length; bit++) {
      byte[] changed = original.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);

      boolean accepted =
          parse(changed) == StunParse.MESSAGE
              && message.hasFingerprint()
              && message.isAuthentic(key);

      assertThat(accepted).as("bit %d", bit).isFalse();
    }
  }

  @Test
  void readsWhatTheWriterWrites() {
    assertThat(parse(request())).isEqualTo(StunParse.MESSAGE);

    assertThat(message.isAuthentic(key)).isTrue();
    assertThat(message.hasFingerprint()).isTrue();
    assertThat(username()).isEqualTo("local:remote");
    assertThat(message.isFor("local".getBytes(StandardCharsets.US_ASCII))).isTrue();
    assertThat(message.isFor("loca".getBytes(StandardCharsets.US_ASCII))).isFalse();
    assertThat(message.priority()).isEqualTo(0x6e7f1effL);
    assertThat(message.useCandidate()).isTrue();
    assertThat(message.isControlling()).isTrue();
    assertThat(message.hasTransaction(TRANSACTION)).isTrue();
  }

  @Test
  void writesAndReadsIpv6AndErrors() {
    writer.begin(StunMessage.BINDING_ERROR, TRANSACTION);
    writer.mappedAddress(0x20010db800000000L, 7, 65535);
    writer.errorCode(487);

    assertThat(parse(finished())).isEqualTo(StunParse.MESSAGE);

    assertThat(message.mappedHigh()).isEqualTo(0x20010db800000000L);
    assertThat(message.mappedLow()).isEqualTo(7);
    assertThat(message.mappedPort()).isEqualTo(65535);
    assertThat(message.errorCode()).isEqualTo(487);
  }

  @Test
  void ignoresAttributesBehindMessageIntegrity() {
    writer.begin(StunMessage.BINDING_REQUEST, TRANSACTION);
    writer.username("a:b".getBytes(StandardCharsets.US_ASCII));
    writer.integrity(key);
    writer.useCandidate();
    writer.priority(1);
    writer.fingerprint();

    assertThat(parse(finished())).isEqualTo(StunParse.MESSAGE);

    assertThat(message.isAuthentic(key)).isTrue();
    assertThat(message.useCandidate()).isFalse();
    assertThat(message.hasPriority()).isFalse();
  }

  @Test
  void takesTheFirstOfTwoAttributes() {
    writer.begin(StunMessage.BINDING_REQUEST, TRANSACTION);
    writer.priority(7);
    writer.priority(8);

    assertThat(parse(finished())).isEqualTo(StunParse.MESSAGE);

    assertThat(message.priority()).isEqualTo(7);
  }

  @Test
  void saysWhyItRefuses() {
    assertThat(parse(new byte[19])).isEqualTo(StunParse.BAD_SIZE);
    assertThat(parse(new byte[1501])).isEqualTo(StunParse.BAD_SIZE);
    assertThat(parse(new byte[20])).isEqualTo(StunParse.NOT_STUN);
    byte[] rtp = withBody();
    rtp[0] = (byte) 0x80;
    assertThat(parse(rtp)).isEqualTo(StunParse.NOT_STUN);
    byte[] lying = withBody(0x80, 0x22, 0, 0);
    lying[3] = 8;
    assertThat(parse(lying)).isEqualTo(StunParse.BAD_LENGTH);
    assertThat(parse(withBody(1, 2))).isEqualTo(StunParse.BAD_LENGTH);
    assertThat(parse(withBody(0, 6, 0xff, 0xff))).isEqualTo(StunParse.ATTRIBUTE_OVERRUN);
    assertThat(parse(withBody(0, 6, 0, 1))).isEqualTo(StunParse.ATTRIBUTE_OVERRUN);
    assertThat(parse(withBody(0, 0x24, 0, 2, 1, 1, 0, 0))).isEqualTo(StunParse.BAD_ATTRIBUTE);
    assertThat(parse(withBody(0x80, 0x28, 0, 4, 1, 2, 3, 4))).isEqualTo(StunParse.BAD_FINGERPRINT);
  }

  @Test
  void refusesTooManyAttributesAndTooLongNames() {
    int[] many = new int[4 * 33];
    for (int i = 0; i < many.length; i += 4) {
      many[i] = 0x80;
    }
    assertThat(parse(withBody(many))).isEqualTo(StunParse.TOO_MANY_ATTRIBUTES);

    byte[] longName = new byte[20 + 4 + 516];
    System.arraycopy(withBody(), 0, longName, 0, 20);
    StunMessage.put16(longName, 2, 520);
    StunMessage.put16(longName, 20, StunAttribute.USERNAME);
    StunMessage.put16(longName, 22, 514);
    assertThat(parse(longName)).isEqualTo(StunParse.BAD_ATTRIBUTE);
    StunMessage.put16(longName, 22, 513);
    assertThat(parse(longName)).isEqualTo(StunParse.MESSAGE);
  }

  @Test
  void listsWhatMustBeUnderstood() {
    assertThat(parse(withBody(0x00, 0x03, 0, 0, 0xc0, 0x57, 0, 0, 0x7f, 0xff, 0, 0)))
        .isEqualTo(StunParse.MESSAGE);

    assertThat(message.unknownCount()).isEqualTo(2);
    assertThat(message.unknownType(0)).isEqualTo(0x0003);
    assertThat(message.unknownType(1)).isEqualTo(0x7fff);
  }

  @Test
  void survivesRandomBytesBehindTheCookie() {
    long seed = 20260101;
    Random random = new Random(seed);
    for (int round = 0; round < 100_000; round++) {
      int[] body = random.ints(4L * random.nextInt(8), 0, 256).toArray();
      for (int i = 0; i + 1 < body.length; i += 4) {
        body[i] = random.nextBoolean() ? 0 : 0x80;
        body[i + 1] &= 0x2f;
      }
      byte[] bytes = withBody(body);

      StunParse result = parse(bytes);

      assertThat(result).as("seed %d round %d", seed, round).isNotNull();
      if (result == StunParse.MESSAGE) {
        assertThat(message.isAuthentic(key)).isFalse();
      }
    }
  }
}
