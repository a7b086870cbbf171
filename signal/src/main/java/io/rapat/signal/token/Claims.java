package io.rapat.signal.token;

import com.google.protobuf.Struct;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import livekit.LivekitModels.ParticipantInfo.Kind;
import livekit.LivekitModels.ParticipantInfo.KindDetail;
import livekit.LivekitRoom.RoomConfiguration;

/// The verified content of a token.
///
/// @param apiKey the `iss` claim, the key it was signed with
/// @param identity the `sub` claim, else the `jti` claim, or ""
/// @param name display name, or ""
/// @param expiresAt seconds since the epoch; a token without is valid for ever
/// @param sha256 hash of a request body, base64, or ""
/// @param all every claim as it was, also those that this server does not know
public record Claims(
    String apiKey,
    String identity,
    String name,
    String metadata,
    Map<String, String> attributes,
    Kind kind,
    List<KindDetail> kindDetails,
    OptionalLong expiresAt,
    OptionalLong notBefore,
    Optional<VideoGrant> video,
    Optional<RoomConfiguration> roomConfig,
    String roomPreset,
    String sha256,
    Struct all) {

  public Claims {
    attributes = Map.copyOf(attributes);
    kindDetails = List.copyOf(kindDetails);
  }

  /// Tokens and what they say about a person stay out of logs.
  @Override
  public String toString() {
    return "Claims[" + apiKey + "]";
  }
}
