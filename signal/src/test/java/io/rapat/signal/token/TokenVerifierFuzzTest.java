package io.rapat.signal.token;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/// Whatever stands for a token: never an exception, and nothing unsigned is valid.
class TokenVerifierFuzzTest {
  private static final long NOW = 1_795_533_700_000L;
  private static final TokenVerifier VERIFIER =
      new TokenVerifier(ApiKeys.of(Map.of("devkey", "secret")));

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void unsigned(byte[] input) {
    if (VERIFIER.verify(new String(input, StandardCharsets.UTF_8), NOW)
        instanceof TokenCheck.Valid valid) {
      throw new AssertionError("forged " + valid);
    }
  }

  /// The input is the claims; they are signed, so that the fuzzer reaches what reads them.
  @FuzzTest(maxDuration = "60s")
  void signed(byte[] claims) {
    String text =
        base64("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "." + base64(claims);
    byte[] signature = HmacSha256.sign("secret", text.getBytes(StandardCharsets.UTF_8));
    TokenCheck check = VERIFIER.verify(text + "." + base64(signature), NOW);
    if (check instanceof TokenCheck.Valid valid && !valid.claims().apiKey().equals("devkey")) {
      throw new AssertionError("valid for " + valid);
    }
  }
}
