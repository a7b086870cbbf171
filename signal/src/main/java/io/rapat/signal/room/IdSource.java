package io.rapat.signal.room;

import io.rapat.media.room.PeerId;
import io.rapat.media.room.PublicationId;
import io.rapat.media.room.SubscriptionId;
import java.util.random.RandomGenerator;

/// Where new names come from. One for the process.
public interface IdSource {

  /// A name clients know: the prefix and twelve random characters.
  String sid(String prefix);

  /// Random letters and digits.
  String secret(int length);

  PeerId peer();

  PublicationId publication();

  SubscriptionId subscription();

  /// For ICE credentials and SSRCs. Unpredictable in production.
  RandomGenerator random();
}
