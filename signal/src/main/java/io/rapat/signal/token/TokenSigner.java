package io.rapat.signal.token;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Signs tokens with HS256.
public final class TokenSigner implements TokenMinter {

  private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

  private final ApiKeys keys;

  public TokenSigner(ApiKeys keys) {
    this.keys = keys;
  }

  /// @throws IllegalArgumentException when the API key is unknown
  @Override
  public String mint(String apiKey, Struct claims) {
    String secret =
        keys.secretOf(apiKey)
            .orElseThrow(() -> new IllegalArgumentException("unknown API key " + apiKey));
    Value issuer = Value.newBuilder().setStringValue(apiKey).build();
    String payload = ClaimsJson.write(claims.toBuilder().putFields("iss", issuer).build());
    String signed = HEADER + "." + encode(payload);
    byte[] signature = HmacSha256.sign(secret, signed.getBytes(StandardCharsets.UTF_8));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
