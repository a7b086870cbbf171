package io.rapat.signal.join;

import io.rapat.signal.join.JoinResult.Accepted;
import io.rapat.signal.join.JoinResult.Refused;
import io.rapat.signal.token.Claims;
import io.rapat.signal.token.TokenCheck;
import io.rapat.signal.token.TokenVerifier;
import io.rapat.signal.token.VideoGrant;
import java.util.Optional;
import java.util.function.Function;

/// Reads a join from the request that opens a signalling WebSocket, or from one that only asks
/// whether it would be accepted (`/validate`).
public final class JoinReader {

  private static final Refused NO_PERMISSIONS =
      new Refused(401, "no permissions to access the room");
  private static final Refused NOT_ALLOWED = new Refused(401, "permissions denied");

  private final TokenVerifier verifier;

  public JoinReader(TokenVerifier verifier) {
    this.verifier = verifier;
  }

  /// Reads a join at `/rtc`, where the parameters stand in the query.
  ///
  /// @param unixMillis now
  public JoinResult readV0(JoinHttp http, long unixMillis) {
    return read(http, unixMillis, QueryJoin::read);
  }

  /// Reads a join at `/rtc/v1`, where they stand in the `join_request` parameter.
  ///
  /// @param unixMillis now
  public JoinResult readV1(JoinHttp http, long unixMillis) {
    return read(http, unixMillis, WrappedJoin::read);
  }

  private JoinResult read(JoinHttp http, long unixMillis, Function<JoinHttp, WishesResult> reader) {
    Optional<String> queryToken = Optional.ofNullable(http.query().get("access_token"));
    return switch (verifier.verify(http.authorization(), queryToken, unixMillis)) {
      case TokenCheck.Absent _ -> NO_PERMISSIONS;
      case TokenCheck.Refused refused -> new Refused(refused.status(), refused.body());
      case TokenCheck.Valid valid -> granted(http, valid.claims(), reader);
    };
  }

  private static JoinResult granted(
      JoinHttp http, Claims claims, Function<JoinHttp, WishesResult> reader) {
    if (claims.video().isEmpty()) {
      return NO_PERMISSIONS;
    }
    VideoGrant grant = claims.video().get();
    if (!grant.roomJoin()) {
      return NOT_ALLOWED;
    }
    return switch (reader.apply(http)) {
      case WishesResult.Unreadable unreadable -> new Refused(400, unreadable.body());
      case WishesResult.Read read -> checked(claims, grant, read.wishes());
    };
  }

  private static JoinResult checked(Claims claims, VideoGrant grant, Wishes wishes) {
    boolean describesItself = !wishes.metadata().isEmpty() || !wishes.attributes().isEmpty();
    if ((describesItself && !grant.canUpdateOwnMetadata())
        || Limits.touchesReserved(wishes.attributes())) {
      return NO_PERMISSIONS;
    }
    JoinParameters parameters = wishes.toParameters(claims, grant);
    return Limits.fault(parameters)
        .<JoinResult>map(body -> new Refused(400, body))
        .orElseGet(() -> new Accepted(parameters));
  }
}
