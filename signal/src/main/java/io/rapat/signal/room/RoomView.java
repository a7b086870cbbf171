package io.rapat.signal.room;

import java.util.List;
import livekit.LivekitModels.ParticipantInfo;
import livekit.LivekitModels.Room;

/// A room at one moment.
///
/// @param participants everyone inside, hidden ones too
public record RoomView(Room room, List<ParticipantInfo> participants) {
  public RoomView {
    participants = List.copyOf(participants);
  }
}
