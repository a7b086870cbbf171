package io.rapat.signal.token;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.signal.token.TokenCheck.Absent;
import io.rapat.signal.token.TokenCheck.Refused;
import io.rapat.signal.token.TokenCheck.Valid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/// Verifies access tokens. Order: form, API key, algorithm, signature, times.
///
/// The texts are those of the reference server where clients may show them, except that a token is
/// never repeated in an answer.
public final class TokenVerifier {

  /// Longest token that is looked at, in characters.
  public static final int MAX_LENGTH = 16 * 1024;

  private static final long LEEWAY_SECONDS = 60;
  private static final Refused UNREADABLE = new Refused(401, "invalid authorization token");
  private static final Refused NOT_BEARER =
      new Refused(401, "invalid authorization header. Must start with Bearer ");
  private static final String BEARER = "Bearer ";
  private static final int SHOWN_KEY_LENGTH = 64;

  private final ApiKeys keys;

  public TokenVerifier(ApiKeys keys) {
    this.keys = keys;
  }

  /// Verifies the token of a request. The header wins over the query.
  ///
  /// @param authorization the `Authorization` header
  /// @param accessToken the `access_token` query parameter
  /// @param unixMillis now
  public TokenCheck verify(
      Optional<String> authorization, Optional<String> accessToken, long unixMillis) {
    if (authorization.isPresent() && !authorization.get().isEmpty()) {
      String header = authorization.get();
      return header.startsWith(BEARER)
          ? verify(header.substring(BEARER.length()), unixMillis)
          : NOT_BEARER;
    }
    return accessToken
        .filter(token -> !token.isEmpty())
        .map(token -> verify(token, unixMillis))
        .orElseGet(Absent::new);
  }

  /// Verifies one token.
  ///
  /// @param unixMillis now
  public TokenCheck verify(String token, long unixMillis) {
    if (token.length() > MAX_LENGTH) {
      return UNREADABLE;
    }
    int first = token.indexOf('.');
    int second = first < 0 ? -1 : token.indexOf('.', first + 1);
    if (second < 0 || token.indexOf('.', second + 1) >= 0) {
      return UNREADABLE;
    }
    Optional<Struct> header = json(token.substring(0, first));
    Optional<Struct> payload = json(token.substring(first + 1, second));
    Optional<byte[]> signature = base64(token.substring(second + 1));
    if (header.isEmpty() || payload.isEmpty() || signature.isEmpty()) {
      return UNREADABLE;
    }
    return verifySigned(
        header.get(), payload.get(), token.substring(0, second), signature.get(), unixMillis);
  }

  private TokenCheck verifySigned(
      Struct header, Struct payload, String signed, byte[] signature, long unixMillis) {
    String apiKey = ClaimsJson.text(payload, "iss");
    Optional<String> secret = keys.secretOf(apiKey);
    if (secret.isEmpty()) {
      return new Refused(401, "invalid API key: " + shown(apiKey));
    }
    if (!"HS256".equals(ClaimsJson.text(header, "alg"))) {
      return invalid("token signature is invalid: unexpected signature algorithm");
    }
    byte[] expected = HmacSha256.sign(secret.get(), signed.getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(expected, signature)) {
      return invalid("token signature is invalid: signature is invalid");
    }
    return timesFault(payload, unixMillis / 1000)
        .<TokenCheck>map(TokenVerifier::invalid)
        .orElseGet(() ->
            ClaimsJson.read(payload)
                .<TokenCheck>map(Valid::new)
                .orElseGet(() -> invalid("token has invalid claims")));
  }

  private static Optional<String> timesFault(Struct payload, long now) {
    if (!isTime(payload, "exp") || !isTime(payload, "nbf") || !isTime(payload, "iat")) {
      return Optional.of("token has invalid claims: a time is not a number");
    }
    long expiresAt = ClaimsJson.seconds(payload, "exp").orElse(Long.MAX_VALUE);
    if (expiresAt < now - LEEWAY_SECONDS) {
      return Optional.of("token has invalid claims: token is expired");
    }
    if (ClaimsJson.seconds(payload, "nbf").orElse(0) > now + LEEWAY_SECONDS) {
      return Optional.of("token has invalid claims: token is not valid yet");
    }
    return Optional.empty();
  }

  private static boolean isTime(Struct payload, String claim) {
    Value value = payload.getFieldsMap().get(claim);
    return value == null || value.hasNumberValue();
  }

  private static Refused invalid(String reason) {
    return new Refused(401, "invalid token, error: " + reason);
  }

  private static String shown(String apiKey) {
    return apiKey.length() <= SHOWN_KEY_LENGTH ? apiKey : apiKey.substring(0, SHOWN_KEY_LENGTH);
  }

  private static Optional<Struct> json(String segment) {
    return base64(segment)
        .flatMap(bytes -> ClaimsJson.parse(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Optional<byte[]> base64(String segment) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(segment));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
