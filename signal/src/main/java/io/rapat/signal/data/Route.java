package io.rapat.signal.data;

import java.util.Set;
import livekit.LivekitModels.DataPacket;

/// What becomes of a data packet.
public sealed interface Route {

  /// @param packet as receivers get it
  /// @param identities who gets it, empty for everyone but the sender
  /// @param sids who gets it too, by the deprecated participant sid
  /// @param audience who of them
  record Forward(DataPacket packet, Set<String> identities, Set<String> sids, Audience audience)
      implements Route {
    public Forward {
      identities = Set.copyOf(identities);
      sids = Set.copyOf(sids);
    }

    /// Whether it is addressed to that participant.
    public boolean reaches(String identity, String sid) {
      return (identities.isEmpty() && sids.isEmpty())
          || identities.contains(identity)
          || sids.contains(sid);
    }

    /// Whether it goes to everyone.
    public boolean isPublic() {
      return identities.isEmpty() && sids.isEmpty();
    }
  }

  /// Nobody gets it.
  record Drop(Reason reason) implements Route {}

  /// A group that may get a packet.
  enum Audience {
    EVERYONE,
    /// Those who may subscribe to metrics.
    METRICS_SUBSCRIBERS
  }

  /// Why a packet goes to nobody.
  enum Reason {
    UNREADABLE,
    NOT_ALLOWED,
    REPEATED,
    /// Only agents transcribe; speaker updates come from the server.
    WRONG_SENDER
  }
}
