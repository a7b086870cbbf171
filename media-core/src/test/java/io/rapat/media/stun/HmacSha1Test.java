package io.rapat.media.stun;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HmacSha1Test {

  /// RFC 2202 §3, case 2.
  @Test
  void hasTheTagsOfRfc2202() {
    assertThat(tag("Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  }

  @Test
  void agreesWithTheJdkForAllKeyAndDataLengths() throws Exception {
    Random random = new Random(7);
    for (int length = 1; length < 200; length++) {
      byte[] data = new byte[length * 3];
      random.nextBytes(data);
      String key = "k".repeat(length);
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      assertThat(tag(key, data)).isEqualTo(HexFormat.of().formatHex(mac.doFinal(data)));
    }
  }

  @Test
  void allocatesNothing() {
    MessageIntegrity integrity = MessageIntegrity.hmacSha1("0123456789abcdefghij");
    byte[] data = new byte[100];
    byte[] tag = new byte[MessageIntegrity.TAG_BYTES];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < 20_000; i++) {
      if (i == 10_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      integrity.compute(data, data.length, tag);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private static String tag(String key, byte[] data) {
    byte[] tag = new byte[MessageIntegrity.TAG_BYTES];
    MessageIntegrity.hmacSha1(key).compute(data, data.length, tag);
    return HexFormat.of().formatHex(tag);
  }
}
