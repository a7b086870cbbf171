package io.rapat.app.meeting;

import java.util.Set;

/// The rooms in session. Implemented by the conference. Nothing happens where a room isn't open.
public interface LiveRooms {

  /// What of a participant a host can switch off.
  enum Medium {
    MICROPHONE,
    CAMERA
  }

  /// Brings the room under the rules; who isn't in them is removed.
  void govern(RoomRules rules);

  /// The identities of who is in a room.
  Set<String> present(String room);

  /// Mutes what these people send. There is no way to unmute anybody.
  void mute(String room, Set<String> identities, Medium medium);

  /// Sends these people a notice in the server's name.
  ///
  /// @param json the notice
  void tell(String room, Set<String> identities, String json);

  /// Sends everyone away for good.
  void end(String room);
}
