package io.rapat.signal.token;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.ParticipantPermission;
import livekit.LivekitModels.TrackSource;

/// The claims of the token that a participant gets for coming back: those it joined with, under its
/// present name, metadata, attributes and permission.
public final class RefreshedToken {

  private static final long SHORTEST_LIFE_SECONDS = 600;
  private static final long LIFE_OF_ENDLESS_SECONDS = 6 * 3600;

  private RefreshedToken() {}

  /// @param joined the claims it joined with
  /// @param now the participant as it is now
  /// @param unixMillis now
  public static Struct claims(Claims joined, ParticipantInfo now, long unixMillis) {
    long second = unixMillis / 1000;
    long expires =
        Math.max(
            second + SHORTEST_LIFE_SECONDS,
            joined.expiresAt().orElse(second + LIFE_OF_ENDLESS_SECONDS));
    Struct.Builder claims = joined.all().toBuilder();
    put(claims, "sub", now.getIdentity());
    put(claims, "identity", now.getIdentity());
    put(claims, "name", now.getName());
    put(claims, "metadata", now.getMetadata());
    put(claims, "kind", now.getKind().name().toLowerCase(Locale.ROOT));
    claims.putFields("exp", number(expires));
    claims.putFields("nbf", number(second));
    claims.putFields("iat", number(second));
    claims.putFields("attributes", attributes(now.getAttributesMap()));
    claims.putFields("video", video(joined, now.getPermission()));
    return claims.build();
  }

  private static void put(Struct.Builder claims, String claim, String text) {
    if (text.isEmpty()) {
      claims.removeFields(claim);
    } else {
      claims.putFields(claim, Value.newBuilder().setStringValue(text).build());
    }
  }

  private static Value attributes(Map<String, String> attributes) {
    Struct.Builder struct = Struct.newBuilder();
    attributes.forEach(
        (key, text) -> struct.putFields(key, Value.newBuilder().setStringValue(text).build()));
    return Value.newBuilder().setStructValue(struct).build();
  }

  private static Value video(Claims joined, ParticipantPermission permission) {
    Struct.Builder video =
        Optional.ofNullable(joined.all().getFieldsMap().get("video"))
            .map(value -> value.getStructValue().toBuilder())
            .orElseGet(Struct::newBuilder);
    video.putFields("canPublish", flag(permission.getCanPublish()));
    video.putFields("canSubscribe", flag(permission.getCanSubscribe()));
    video.putFields("canPublishData", flag(permission.getCanPublishData()));
    video.putFields("canUpdateOwnMetadata", flag(permission.getCanUpdateMetadata()));
    video.putFields("hidden", flag(permission.getHidden()));
    video.putFields("canSubscribeMetrics", flag(permission.getCanSubscribeMetrics()));
    Value.Builder sources = Value.newBuilder();
    sources.getListValueBuilder();
    for (TrackSource source : permission.getCanPublishSourcesList()) {
      String name = source.name().toLowerCase(Locale.ROOT);
      sources.getListValueBuilder().addValues(Value.newBuilder().setStringValue(name));
    }
    video.putFields("canPublishSources", sources.build());
    return Value.newBuilder().setStructValue(video).build();
  }

  private static Value flag(boolean value) {
    return Value.newBuilder().setBoolValue(value).build();
  }

  private static Value number(long value) {
    return Value.newBuilder().setNumberValue((double) value).build();
  }
}
