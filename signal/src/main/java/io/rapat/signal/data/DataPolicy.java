package io.rapat.signal.data;

import java.util.Set;

/// Which data a participant may not send, by topic. Chat in any of its forms counts as topic
/// [#CHAT]: text streams, chat messages, and the packets of older clients.
///
/// @param refused topics it may not send to everyone
/// @param refusedPrivately topics it may not send to some by name
/// @param opaque whether it may send what can't be judged: encrypted packets, and kinds that this
///   server doesn't know
public record DataPolicy(Set<String> refused, Set<String> refusedPrivately, boolean opaque) {

  /// The topic of chat.
  public static final String CHAT = "lk.chat";

  /// Nothing is refused.
  public static final DataPolicy OPEN = new DataPolicy(Set.of(), Set.of(), true);

  public DataPolicy {
    refused = Set.copyOf(refused);
    refusedPrivately = Set.copyOf(refusedPrivately);
  }

  boolean allows(String topic, boolean isPrivate) {
    return !(isPrivate ? refusedPrivately : refused).contains(topic);
  }
}
