package io.rapat.signal.join;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import io.rapat.signal.join.JoinResult.Accepted;
import io.rapat.signal.join.JoinResult.Refused;
import io.rapat.signal.token.ApiKeys;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitModels.ReconnectReason;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.WrappedJoinRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinReaderTest {

  private static final long NOW = 1_795_533_700_000L;
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));
  private static final String GRANT = "{\"roomJoin\":true,\"room\":\"r\"}";

  private final JoinReader reader = new JoinReader(new TokenVerifier(KEYS));

  private static String token(String claims) {
    try {
      Struct.Builder struct = Struct.newBuilder();
      JsonFormat.parser().merge(claims, struct);
      return new TokenSigner(KEYS).mint("devkey", struct.build());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String tokenOf(String video) {
    return token("{\"sub\":\"fay\",\"video\":" + video + "}");
  }

  private JoinResult v0(String token, Map<String, String> query) {
    Map<String, String> all = new HashMap<>(query);
    all.put("access_token", token);
    return reader.readV0(new JoinHttp(all, Optional.empty(), "", ""), NOW);
  }

  private JoinResult v1(String token, String joinRequest) {
    return reader.readV1(
        new JoinHttp(
            Map.of("access_token", token, "join_request", joinRequest), Optional.empty(), "", ""),
        NOW);
  }

  private static byte[] wrapped(ByteString request, int compression) {
    return WrappedJoinRequest.newBuilder()
        .setJoinRequest(request)
        .setCompressionValue(compression)
        .build()
        .toByteArray();
  }

  private static ByteString gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return ByteString.copyFrom(out.toByteArray());
  }

  private static JoinRequest request() {
    return JoinRequest.newBuilder()
        .setClientInfo(ClientInfo.newBuilder().setProtocol(17).setSdk(ClientInfo.SDK.JS))
        .setReconnectReason(ReconnectReason.RR_SIGNAL_DISCONNECTED)
        .setParticipantSid("PA_~~~???>>>")
        .build();
  }

  private static JoinParameters accepted(JoinResult result) {
    assertThat(result).isInstanceOf(Accepted.class);
    return ((Accepted) result).parameters();
  }

  private static String padded(byte[] bytes) {
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  @Test
  void withoutATokenThereIsNoPermission() {
    assertThat(reader.readV0(new JoinHttp(Map.of(), Optional.empty(), "", ""), NOW))
        .isEqualTo(new Refused(401, "no permissions to access the room"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"sub":"fay"}                                              | 401 | no permissions to access the room
          {"sub":"fay","video":{}}                                   | 401 | permissions denied
          {"sub":"fay","video":{"roomCreate":true}}                  | 401 | permissions denied
          {"sub":"","video":{"roomJoin":true,"room":"r"}}            | 400 | identity cannot be empty
          {"sub":"fay","video":{"roomJoin":true}}                    | 400 | no room name
          """)
  void missingGrantsAreRefused(String claims, int status, String body) {
    assertThat(v0(token(claims), Map.of())).isEqualTo(new Refused(status, body));
    assertThat(v1(token(claims), padded(wrapped(request().toByteString(), 0))))
        .isEqualTo(new Refused(status, body));
  }

  @Test
  void overlongNamesAreRefused() {
    String longName = "x".repeat(300);

    assertThat(v0(token("{\"sub\":\"" + longName + "\",\"video\":" + GRANT + "}"), Map.of()))
        .isEqualTo(new Refused(400, "participant identity length exceeds limits: max length 256"));
    assertThat(v0(tokenOf("{\"roomJoin\":true,\"room\":\"" + longName + "\"}"), Map.of()))
        .isEqualTo(new Refused(400, "room name length exceeds limits: max length 256"));
  }

  @Test
  void readsTheQueryOfTheOldPath() {
    JoinParameters join =
        accepted(
            v0(
                tokenOf(GRANT),
                Map.of(
                    "protocol", "16",
                    "sdk", "js",
                    "adaptive_stream", "1",
                    "reconnect", "1",
                    "sid", "PA_x",
                    "reconnect_reason", "1")));

    assertThat(join.singlePeer()).isFalse();
    assertThat(join.autoSubscribe()).isTrue();
    assertThat(join.autoSubscribeDataTracks()).isTrue();
    assertThat(join.adaptiveStream()).isTrue();
    assertThat(join.reconnect()).isTrue();
    assertThat(join.participantSid()).isEqualTo("PA_x");
    assertThat(join.reconnectReason()).isEqualTo(ReconnectReason.RR_SIGNAL_DISCONNECTED);
    assertThat(join.client().getSdk()).isEqualTo(ClientInfo.SDK.JS);
    assertThat(join.client().getProtocol()).isEqualTo(16);
  }

  @Test
  void nonsenseNumbersCountAsZero() {
    JoinParameters join =
        accepted(v0(tokenOf(GRANT), Map.of("protocol", "many", "reconnect_reason", "-3")));

    assertThat(join.client().getProtocol()).isZero();
    assertThat(join.reconnectReason()).isEqualTo(ReconnectReason.RR_UNKNOWN);
  }

  @Test
  void publishSuffixMakesAnIdentityOfItsOwnThatOnlyPublishes() {
    JoinParameters join = accepted(v0(tokenOf(GRANT), Map.of("publish", "cam")));

    assertThat(join.identity()).isEqualTo("fay#cam");
    assertThat(join.permission().getCanSubscribe()).isFalse();
    assertThat(join.autoSubscribe()).isFalse();
  }

  @Test
  void joinRequestComesInEveryBase64() {
    byte[] bytes = wrapped(request().toByteString(), 0);
    String standard = Base64.getEncoder().encodeToString(bytes);

    for (String form :
        new String[] {
          padded(bytes),
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
          standard,
          standard.replace('+', ' ')
        }) {
      assertThat(accepted(v1(tokenOf(GRANT), form)).participantSid())
          .isEqualTo(request().getParticipantSid());
    }
  }

  @Test
  void joinRequestMayBeCompressed() {
    byte[] bytes = wrapped(gzip(request().toByteArray()), 1);

    JoinParameters join = accepted(v1(tokenOf(GRANT), padded(bytes)));

    assertThat(join.singlePeer()).isTrue();
    assertThat(join.autoSubscribe()).isFalse();
    assertThat(join.client().getProtocol()).isEqualTo(17);
  }

  @Test
  void unknownCompressionCountsAsNone() {
    accepted(v1(tokenOf(GRANT), padded(wrapped(request().toByteString(), 7))));
  }

  @Test
  void brokenJoinRequestsAreNamed() {
    String token = tokenOf(GRANT);
    ByteString garbage = ByteString.copyFrom(new byte[] {(byte) 0xFF, (byte) 0xFF, 1});

    assertThat(v1(token, "")).isEqualTo(new Refused(400, "join_request is required"));
    assertThat(v1(token, "!!"))
        .isEqualTo(new Refused(400, "cannot base64 decode wrapped join request"));
    assertThat(v1(token, padded(garbage.toByteArray())))
        .isEqualTo(new Refused(400, "cannot unmarshal wrapped join request"));
    assertThat(v1(token, padded(wrapped(request().toByteString(), 1))))
        .isEqualTo(new Refused(400, "cannot read decompressed join request"));
    assertThat(v1(token, padded(wrapped(garbage, 0))))
        .isEqualTo(new Refused(400, "cannot unmarshal join request"));
  }

  @Test
  void decompressionBombIsNotUnpacked() {
    byte[] bomb = wrapped(gzip(new byte[64 * 1024 * 1024]), 1);

    assertThat(v1(tokenOf(GRANT), padded(bomb)))
        .isEqualTo(new Refused(400, "join request too large"));
  }

  @Test
  void describingOneselfNeedsAGrant() {
    String attributes =
        Base64.getUrlEncoder().encodeToString("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(v0(tokenOf(GRANT), Map.of("attributes", attributes)))
        .isEqualTo(new Refused(401, "no permissions to access the room"));
    JoinParameters join =
        accepted(
            v0(
                tokenOf("{\"roomJoin\":true,\"room\":\"r\",\"canUpdateOwnMetadata\":true}"),
                Map.of("attributes", attributes)));
    assertThat(join.attributes()).containsEntry("a", "b");
  }

  @Test
  void tooLargeMetadataIsRefused() {
    String token = tokenOf("{\"roomJoin\":true,\"room\":\"r\",\"canUpdateOwnMetadata\":true}");
    JoinRequest large = request().toBuilder().setMetadata("x".repeat(Limits.METADATA + 1)).build();

    assertThat(v1(token, padded(wrapped(large.toByteString(), 0))))
        .isEqualTo(new Refused(400, "metadata size exceeds limits: max size " + Limits.METADATA));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0                          | Firefox | 153.0 | Linux
          Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 | Chrome | 156.0.0.0 | Linux
          Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15 | Safari | 18.5 | Mac OS X
          """)
  void browserIsReadFromTheHeader(String agent, String browser, String version, String os) {
    JoinResult result =
        reader.readV0(
            new JoinHttp(
                Map.of("access_token", tokenOf(GRANT)), Optional.empty(), agent, "192.0.2.1"),
            NOW);

    ClientInfo client = accepted(result).client();
    assertThat(client.getBrowser()).isEqualTo(browser);
    assertThat(client.getBrowserVersion()).isEqualTo(version);
    assertThat(client.getOs()).isEqualTo(os);
    assertThat(client.getAddress()).isEqualTo("192.0.2.1");
  }

  @Test
  void nothingOfATokenOrPersonIsPrinted() {
    JoinParameters join = accepted(v0(tokenOf(GRANT), Map.of()));

    assertThat(join.toString() + join.claims()).doesNotContain("fay");
  }

  @Test
  void nobodyJoinsWithAnAttributeThatIsTheServers() {
    String token = tokenOf("{\"roomJoin\":true,\"room\":\"r\",\"canUpdateOwnMetadata\":true}");
    String attributes =
        Base64.getEncoder()
            .encodeToString("{\"rapat.role\":\"HOST\"}".getBytes(StandardCharsets.UTF_8));

    assertThat(v0(token, Map.of("attributes", attributes))).isInstanceOf(JoinResult.Refused.class);
  }
}
