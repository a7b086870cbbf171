package io.rapat.signal.api;

import com.google.protobuf.Message;
import io.rapat.signal.room.ApiResult;
import io.rapat.signal.token.Claims;
import io.rapat.signal.token.TokenCheck;
import io.rapat.signal.token.TokenVerifier;
import io.rapat.signal.token.VideoGrant;
import java.util.Map;
import java.util.Optional;

/// The server API: routes a request by its path, checks its token, and writes the response in the
/// request's encoding. Errors are always JSON.
public final class TwirpApi {

  private static final String PREFIX = "/twirp/";
  private static final String ROOM_SERVICE = "livekit.RoomService";

  /// Services whose workers this server doesn't have, and what the reference says without them.
  private static final Map<String, String> ABSENT =
      Map.of(
          "livekit.Egress", "egress not connected (redis required)",
          "livekit.Ingress", "ingress not connected (redis required)",
          "livekit.SIP", "sip not connected (redis required)",
          "livekit.AgentDispatchService", "no workers available");

  private final TokenVerifier verifier;
  private final RoomService rooms;

  public TwirpApi(TokenVerifier verifier, RoomDirectory directory) {
    this.verifier = verifier;
    this.rooms = new RoomService(directory);
  }

  /// Handles a request whose path begins with `/twirp/`.
  ///
  /// @param unixMillis now
  public TwirpResponse handle(TwirpRequest request, long unixMillis) {
    return switch (verifier.verify(request.authorization(), request.accessToken(), unixMillis)) {
      case TokenCheck.Refused refused -> TwirpResponse.text(refused.status(), refused.body());
      case TokenCheck.Absent _ -> route(request, Optional.empty());
      case TokenCheck.Valid valid -> route(request, Optional.of(valid.claims()));
    };
  }

  private TwirpResponse route(TwirpRequest request, Optional<Claims> claims) {
    String path = request.path();
    int slash = path.lastIndexOf('/');
    if (!path.startsWith(PREFIX) || slash < PREFIX.length()) {
      return TwirpResponse.text(404, "404 page not found\n");
    }
    String service = path.substring(PREFIX.length(), slash);
    String absent = ABSENT.get(service);
    if (absent == null && !service.equals(ROOM_SERVICE)) {
      return TwirpResponse.text(404, "404 page not found\n");
    }
    if (!request.method().equals("POST")) {
      return TwirpError.badRoute(
          "unsupported method \"" + request.method() + "\" (only POST is allowed)",
          request.method(),
          path);
    }
    return absent == null
        ? call(request, path.substring(slash + 1), claims)
        : absentService(request, absent, claims);
  }

  private static TwirpResponse absentService(
      TwirpRequest request, String absent, Optional<Claims> claims) {
    if (claims.flatMap(Claims::video).isEmpty()) {
      return denied();
    }
    return request.path().contains("/Start")
        ? TwirpError.UNAVAILABLE.ofService("no response from servers")
        : TwirpError.INTERNAL.ofService(absent);
  }

  private static TwirpResponse denied() {
    return TwirpError.UNAUTHENTICATED.response("permissions denied");
  }

  private TwirpResponse call(TwirpRequest request, String method, Optional<Claims> claims) {
    Optional<RoomService.Method<?>> found = rooms.method(method);
    if (found.isEmpty()) {
      return TwirpError.badRoute(
          "no handler for path " + JsonText.quote(request.path()),
          request.method(),
          request.path());
    }
    Optional<Codec> codec = Codec.of(request.contentType());
    if (codec.isEmpty()) {
      return TwirpError.badRoute(
          "unexpected Content-Type: " + JsonText.quote(request.contentType()),
          request.method(),
          request.path());
    }
    return run(found.get(), codec.get(), request.body(), claims.flatMap(Claims::video));
  }

  private static <R extends Message> TwirpResponse run(
      RoomService.Method<R> method, Codec codec, byte[] body, Optional<VideoGrant> grant) {
    Message.Builder builder = method.empty().newBuilderForType();
    if (body.length > TwirpRequest.MAX_BODY || !codec.read(body, builder)) {
      return codec.malformed();
    }
    @SuppressWarnings("unchecked") // the builder of R builds an R
    R request = (R) builder.build();
    if (grant.isEmpty() || !method.allowed().test(grant.get(), request)) {
      return denied();
    }
    return switch (method.action().apply(request)) {
      case ApiResult.Done done -> codec.write(done.message());
      case ApiResult.Failed failed -> TwirpError.of(failed.reason()).ofService(failed.text());
    };
  }
}
