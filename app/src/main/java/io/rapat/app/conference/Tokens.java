package io.rapat.app.conference;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.rapat.app.config.RapatConfig;
import io.rapat.app.meeting.JoinTokens;
import io.rapat.app.meeting.RoomRules;
import io.rapat.signal.token.TokenCheck;
import io.rapat.signal.token.TokenSigner;
import io.rapat.signal.token.TokenVerifier;
import io.rapat.signal.token.VideoGrant;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Tokens for people whom a meeting lets in: one room, for six hours. What they say about rights is
/// for the client to see; the meeting is asked again whenever one is used.
@Component
class Tokens implements JoinTokens {
  private static final Duration LIFETIME = Duration.ofHours(6);

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
  public String mint(String room, String identity, String name, RoomRules.Participant rules) {
    long now = clock.instant().getEpochSecond();
    Struct.Builder attributes = Struct.newBuilder();
    rules.attributes().forEach((key, value) -> attributes.putFields(key, text(value)));
    Struct claims =
        Struct.newBuilder()
            .putFields("sub", text(identity))
            .putFields("name", text(name))
            .putFields("nbf", number(now))
            .putFields("exp", number(now + LIFETIME.toSeconds()))
            .putFields("video", Value.newBuilder().setStructValue(video(room, rules)).build())
            .putFields("attributes", Value.newBuilder().setStructValue(attributes).build())
            .build();
    return signer.mint(apiKey, claims);
  }

  private static Struct video(String room, RoomRules.Participant rules) {
    Struct.Builder video =
        Struct.newBuilder().putFields("room", text(room)).putFields("roomJoin", flag(true));
    if (Permissions.isRestricted(rules.permit())) {
      ListValue.Builder names = ListValue.newBuilder();
      Permissions.sources(rules.permit())
          .forEach(source -> names.addValues(text(source.name().toLowerCase(Locale.ROOT))));
      video
          .putFields("canPublish", flag(names.getValuesCount() > 0))
          .putFields("canPublishData", flag(true))
          .putFields("canPublishSources", Value.newBuilder().setListValue(names).build());
    }
    return video.build();
  }

  @Override
  public Optional<Bearer> bearer(String token) {
    return switch (verifier.verify(token, clock.millis())) {
      case TokenCheck.Valid(var claims) ->
          claims
              .video()
              .filter(VideoGrant::roomJoin)
              .map(grant -> new Bearer(grant.room(), claims.identity()));
      case TokenCheck.Refused _, TokenCheck.Absent _ -> Optional.empty();
    };
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  private static Value flag(boolean value) {
    return Value.newBuilder().setBoolValue(value).build();
  }

  private static Value number(long value) {
    return Value.newBuilder().setNumberValue((double) value).build();
  }
}
