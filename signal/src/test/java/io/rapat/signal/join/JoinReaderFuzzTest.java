package io.rapat.signal.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.signal.join.JoinResult.Accepted;
import io.rapat.signal.join.JoinResult.Refused;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Whatever a person with a valid token asks for: accepted within the limits or refused with a
/// status of the client's fault.
class JoinReaderFuzzTest {
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));
  private static final JoinReader READER = new JoinReader(new TokenVerifier(KEYS));
  private static final long NOW = 1_795_533_700_000L;
  private static final String TOKEN = new TokenSigner(KEYS).mint("devkey", claims());

  private static Struct claims() {
    Value yes = Value.newBuilder().setBoolValue(true).build();
    Struct.Builder video =
        Struct.newBuilder().putFields("roomJoin", yes).putFields("canUpdateOwnMetadata", yes);
    return Struct.newBuilder()
        .putFields("sub", Value.newBuilder().setStringValue("alice").build())
        .putFields("video", Value.newBuilder().setStructValue(video).build())
        .build();
  }

  private static JoinHttp http(Map<String, String> query) {
    Map<String, String> all = new HashMap<>(query);
    all.put("access_token", TOKEN);
    return new JoinHttp(all, Optional.empty(), "", "");
  }

  private static void check(JoinResult result) {
    switch (result) {
      case Accepted accepted ->
          assertThat(Limits.fault(accepted.parameters())).isEqualTo(Optional.empty());
      case Refused refused -> assertThat(refused.status()).isBetween(400, 499);
    }
  }

  /// The input is a WrappedJoinRequest.
  @FuzzTest(maxDuration = "60s")
  void wrapped(byte[] input) {
    String parameter = Base64.getUrlEncoder().withoutPadding().encodeToString(input);
    check(READER.readV1(http(Map.of("join_request", parameter)), NOW));
  }

  /// The input is the parameter as it stands in the address.
  @FuzzTest(maxDuration = "60s")
  void parameter(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    check(READER.readV1(http(Map.of("join_request", text)), NOW));
  }

  /// The input is a row of lines `name=value`.
  @FuzzTest(maxDuration = "60s")
  void query(byte[] input) {
    Map<String, String> query = new HashMap<>();
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n", 64)) {
      int equals = line.indexOf('=');
      if (equals >= 0) {
        query.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    check(READER.readV0(http(query), NOW));
  }
}
