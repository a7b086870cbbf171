package io.rapat.app.meeting;

import java.time.Instant;
import java.util.Set;

/// One chat message that passed through a room.
///
/// @param id as given by the sender's client; unique in its room
/// @param text at most 4,000 characters
/// @param recipients identities it was for, empty for everybody
public record ChatMessage(
    String id,
    String room,
    Instant sentAt,
    String senderIdentity,
    String senderName,
    String text,
    Set<String> recipients) {

  public ChatMessage {
    recipients = Set.copyOf(recipients);
  }
}
