package io.rapat.app.meeting;

import java.time.Instant;

/// One chat message that passed through a room to everybody.
///
/// @param id as given by the sender's client; unique in its room
/// @param text at most 4,000 characters
public record ChatMessage(
    String id,
    String room,
    Instant sentAt,
    String senderIdentity,
    String senderName,
    String text) {}
