package io.rapat.signal.room;

import io.rapat.media.room.PeerId;
import io.rapat.media.room.PublicationId;
import io.rapat.media.room.SubscriptionId;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// Names by chance for clients, by count for the media path. As thread-safe as its generator is.
public final class RandomIds implements IdSource {

  private static final String ALPHABET =
      "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final int SID_LENGTH = 12;

  private final RandomGenerator random;
  private final AtomicLong next = new AtomicLong(1);

  /// @param random a SecureRandom in production, since sids and credentials must not be guessed
  public RandomIds(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String sid(String prefix) {
    return prefix + secret(SID_LENGTH);
  }

  @Override
  public String secret(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  @Override
  public PeerId peer() {
    return new PeerId(next.getAndIncrement());
  }

  @Override
  public PublicationId publication() {
    return new PublicationId(next.getAndIncrement());
  }

  @Override
  public SubscriptionId subscription() {
    return new SubscriptionId(next.getAndIncrement());
  }

  @Override
  public RandomGenerator random() {
    return random;
  }
}
