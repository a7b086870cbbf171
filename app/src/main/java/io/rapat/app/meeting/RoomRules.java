package io.rapat.app.meeting;

import java.util.Map;

/// Who may be in a meeting's room, and what each may send.
///
/// @param metadata of the room, JSON
/// @param participants by identity
public record RoomRules(String room, String metadata, Map<String, Participant> participants) {

  public RoomRules {
    participants = Map.copyOf(participants);
  }

  /// @param attributes all of those whose names begin with `rapat.`
  public record Participant(Permit permit, Map<String, String> attributes) {
    public Participant {
      attributes = Map.copyOf(attributes);
    }
  }
}
