package io.rapat.net.loop;

/// Hears of a room that failed on what was given to it.
interface RoomSupervisor {

  /// Closes the room at the end of the turn; the loop and its other rooms go on.
  void failed(LoopRoom room, RuntimeException cause);
}
