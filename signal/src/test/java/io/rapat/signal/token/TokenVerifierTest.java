package io.rapat.signal.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

  /// Written by livekit-server-sdk for a test meeting, with the secret "secret".
  private static final String CAPTURED =
      "eyJhbGciOiJIUzI1NiJ9.eyJuYW1lIjoiQUxJQ0UiLCJ2aWRlbyI6eyJyb29tSm9pbiI6dHJ1ZSwicm9vbSI6"
          + "ImNocm9taXVtLXYxLTAxLWpvaW4tcHVibGlzaC1zdWJzY3JpYmUiLCJjYW5VcGRhdGVPd25NZXRhZGF0YSI6"
          + "dHJ1ZX0sImlzcyI6ImRldmtleSIsImV4cCI6MTc5NTU1NTIwNywibmJmIjoxNzk1NTMzNjA3LCJzdWIiOiJh"
          + "bGljZSJ9.94hfo7gVZYmfbOM8C2sB4ZlFD-ceSohlFMtM2vnfwTg";

  private static final long NOW = 1_795_533_700_000L;
  private static final ApiKeys KEYS = ApiKeys.of(Map.of("devkey", "secret"));

  private final TokenVerifier verifier = new TokenVerifier(KEYS);

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String token(String header, String payload, String secret) {
    String signed = encode(header) + "." + encode(payload);
    byte[] signature = HmacSha256.sign(secret, signed.getBytes(StandardCharsets.UTF_8));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String token(String payload) {
    return token("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", payload, "secret");
  }

  private Claims valid(String token) {
    TokenCheck check = verifier.verify(token, NOW);
    assertThat(check).isInstanceOf(TokenCheck.Valid.class);
    return ((TokenCheck.Valid) check).claims();
  }

  private String refusal(String token) {
    TokenCheck check = verifier.verify(token, NOW);
    assertThat(check).isInstanceOf(TokenCheck.Refused.class);
    assertThat(((TokenCheck.Refused) check).status()).isEqualTo(401);
    return ((TokenCheck.Refused) check).body();
  }

  @Test
  void readsATokenOfAServerSdk() {
    Claims claims = valid(CAPTURED);

    assertThat(claims.identity()).isEqualTo("alice");
    assertThat(claims.name()).isEqualTo("ALICE");
    VideoGrant grant = claims.video().orElseThrow();
    assertThat(grant.room()).isEqualTo("chromium-v1-01-join-publish-subscribe");
    ParticipantPermission permission = grant.permission();
    assertThat(permission.getCanPublish()).isTrue();
    assertThat(permission.getCanSubscribe()).isTrue();
    assertThat(permission.getCanPublishData()).isTrue();
    assertThat(permission.getCanUpdateMetadata()).isTrue();
    assertThat(permission.getHidden()).isFalse();
  }

  @Test
  void oneChangedBitInvalidatesIt() {
    char last = CAPTURED.charAt(60) == 'x' ? 'y' : 'x';
    String changed = CAPTURED.substring(0, 60) + last + CAPTURED.substring(61);

    assertThat(verifier.verify(changed, NOW)).isInstanceOf(TokenCheck.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "a.b", "a.b.c.d", "!.!.!", "..", "e30.e30", "bm8.bm8.bm8"})
  void garbageIsRefused(String token) {
    assertThat(refusal(token)).isEqualTo("invalid authorization token");
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < CAPTURED.length(); length++) {
      assertThat(verifier.verify(CAPTURED.substring(0, length), NOW))
          .isInstanceOf(TokenCheck.Refused.class);
    }
  }

  @Test
  void overlongTokenIsRefused() {
    assertThat(refusal("a".repeat(TokenVerifier.MAX_LENGTH + 1)))
        .isEqualTo("invalid authorization token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS512", "RS256", "hs256", ""})
  void otherAlgorithmsAreRefused(String algorithm) {
    String token = token("{\"alg\":\"" + algorithm + "\"}", "{\"iss\":\"devkey\"}", "secret");

    assertThat(refusal(token)).startsWith("invalid token, error: token signature is invalid");
  }

  @Test
  void refusalsNeverContainTheToken() {
    String token = token("{\"alg\":\"HS256\"}", "{\"iss\":\"devkey\",\"exp\":1}", "secret");

    assertThat(refusal(token)).doesNotContain(token).contains("token is expired");
  }

  @Test
  void wrongSecretIsRefused() {
    String token = token("{\"alg\":\"HS256\"}", "{\"iss\":\"devkey\"}", "guessed");

    assertThat(refusal(token)).contains("signature is invalid");
  }

  @Test
  void unknownKeyIsNamed() {
    assertThat(refusal(token("{\"iss\":\"nokey\"}"))).isEqualTo("invalid API key: nokey");
    assertThat(refusal(token("{}"))).isEqualTo("invalid API key: ");
  }

  @Test
  void timesHaveAMinuteOfLeeway() {
    long now = NOW / 1000;

    valid(token("{\"iss\":\"devkey\",\"exp\":" + (now - 30) + "}"));
    valid(token("{\"iss\":\"devkey\",\"nbf\":" + (now + 30) + "}"));
    valid(token("{\"iss\":\"devkey\"}"));
    assertThat(refusal(token("{\"iss\":\"devkey\",\"exp\":" + (now - 600) + "}")))
        .contains("expired");
    assertThat(refusal(token("{\"iss\":\"devkey\",\"nbf\":" + (now + 600) + "}")))
        .contains("not valid yet");
    assertThat(refusal(token("{\"iss\":\"devkey\",\"exp\":\"never\"}"))).contains("not a number");
  }

  @Test
  void headerWinsOverQueryAndMustSayBearer() {
    assertThat(verifier.verify(Optional.of("Bearer garbage"), Optional.of(CAPTURED), NOW))
        .isEqualTo(new TokenCheck.Refused(401, "invalid authorization token"));
    assertThat(verifier.verify(Optional.of(CAPTURED), Optional.empty(), NOW))
        .isEqualTo(
            new TokenCheck.Refused(401, "invalid authorization header. Must start with Bearer "));
    assertThat(verifier.verify(Optional.empty(), Optional.empty(), NOW))
        .isEqualTo(new TokenCheck.Absent());
    assertThat(verifier.verify(Optional.of("Bearer " + CAPTURED), Optional.empty(), NOW))
        .isInstanceOf(TokenCheck.Valid.class);
  }

  @Test
  void identityMayStandInTheOldClaim() {
    assertThat(valid(token("{\"iss\":\"devkey\",\"jti\":\"old\"}")).identity()).isEqualTo("old");
  }

  @Test
  void dataFollowsPublishingAndSourcesRestrict() {
    ParticipantPermission permission =
        valid(
                token(
                    "{\"iss\":\"devkey\",\"video\":{\"canPublish\":false,"
                        + "\"canPublishSources\":[\"camera\",\"hologram\"]}}"))
            .video()
            .orElseThrow()
            .permission();

    assertThat(permission.getCanPublishData()).isFalse();
    assertThat(permission.getCanPublishSourcesList())
        .containsExactly(TrackSource.UNKNOWN, TrackSource.CAMERA);
  }

  @Test
  void videoClaimOfAWrongTypeIsRefused() {
    assertThat(refusal(token("{\"iss\":\"devkey\",\"video\":\"all\"}"))).contains("invalid claims");
  }

  @Test
  void refreshedTokenKeepsUnknownClaimsAndTakesWhatChanged() {
    Claims joined =
        valid(
            token(
                "{\"iss\":\"devkey\",\"sub\":\"alice\",\"decision\":{\"id\":7,\"ratio\":0.5},"
                    + "\"video\":{\"roomJoin\":true,\"room\":\"r\"}}"));
    ParticipantInfo now =
        ParticipantInfo.newBuilder()
            .setIdentity("alice")
            .setName("Alice \"A\" \uD83D\uDE00\n")
            .putAttributes("hand", "up")
            .setPermission(ParticipantPermission.newBuilder().setCanSubscribe(true))
            .build();

    Struct refreshed = RefreshedToken.claims(joined, now, NOW);
    Claims again = valid(new TokenSigner(KEYS).mint("devkey", refreshed));

    assertThat(again.name()).isEqualTo(now.getName());
    assertThat(again.attributes()).containsEntry("hand", "up");
    assertThat(again.expiresAt()).hasValue(NOW / 1000 + 6 * 3600);
    assertThat(again.all().getFieldsOrThrow("decision"))
        .isEqualTo(joined.all().getFieldsOrThrow("decision"));
    VideoGrant grant = again.video().orElseThrow();
    assertThat(grant.roomJoin()).isTrue();
    assertThat(grant.permission().getCanPublish()).isFalse();
    assertThat(grant.permission().getCanSubscribe()).isTrue();
  }

  @Test
  void wholeNumbersAreWrittenWithoutExponent() {
    Value time = Value.newBuilder().setNumberValue(1_795_555_207d).build();

    assertThat(ClaimsJson.write(Struct.newBuilder().putFields("exp", time).build()))
        .isEqualTo("{\"exp\":1795555207}");
  }
}
