package io.rapat.app.conference;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.meeting.JoinTokens;
import io.rapat.signal.token.TokenCheck;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import io.rapat.signal.token.VideoGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Tokens for people who join by link: one room, publish and subscribe, for a day.
@Component
class Tokens implements JoinTokens {
  private static final Duration LIFETIME = Duration.ofDays(1);

  private final TokenSigner signer;
  private final TokenVerifier verifier;
  private final InstantSource clock;
  private final String apiKey;

  Tokens(TokenSigner signer, TokenVerifier verifier, InstantSource clock, RapatConfig config) {
    this.signer = signer;
    this.verifier = verifier;
    this.clock = clock;
    this.apiKey = config.keys().keySet().iterator().next();
  }

  @Override
  public String mint(String room, String identity, String name) {
    long now = clock.instant().getEpochSecond();
    Struct video =
        Struct.newBuilder()
            .putFields("room", text(room))
            .putFields("roomJoin", Value.newBuilder().setBoolValue(true).build())
            .build();
    Struct claims =
        Struct.newBuilder()
            .putFields("sub", text(identity))
            .putFields("name", text(name))
            .putFields("nbf", number(now))
            .putFields("exp", number(now + LIFETIME.toSeconds()))
            .putFields("video", Value.newBuilder().setStructValue(video).build())
            .build();
    return signer.mint(apiKey, claims);
  }

  @Override
  public Optional<String> roomOf(String token) {
    return switch (verifier.verify(token, clock.millis())) {
      case TokenCheck.Valid(var claims) ->
          claims.video().filter(VideoGrant::roomJoin).map(VideoGrant::room);
      case TokenCheck.Refused _, TokenCheck.Absent _ -> Optional.empty();
    };
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  private static Value number(long value) {
    return Value.newBuilder().setNumberValue((double) value).build();
  }
}
