package io.rapat.signal.room;

import livekit.LivekitRoom.CreateRoomRequest;
import livekit.LivekitRoom.RoomConfiguration;

/// How a room was created.
///
/// @param emptyTimeoutSeconds how long it waits for the first participant
/// @param departureTimeoutSeconds how long it stays after the last one left
/// @param maxParticipants 0 for no limit
/// @param remoteUnmute whether the server API may unmute
public record RoomSettings(
    int emptyTimeoutSeconds,
    int departureTimeoutSeconds,
    int maxParticipants,
    String metadata,
    boolean remoteUnmute) {

  private static final int EMPTY_TIMEOUT = 300;
  private static final int DEPARTURE_TIMEOUT = 20;

  /// A room that nobody configured.
  public static final RoomSettings DEFAULT =
      new RoomSettings(EMPTY_TIMEOUT, DEPARTURE_TIMEOUT, 0, "", false);

  /// Settings of a CreateRoom call; 0 stands for the default.
  public static RoomSettings of(CreateRoomRequest request) {
    return of(
        request.getEmptyTimeout(),
        request.getDepartureTimeout(),
        request.getMaxParticipants(),
        request.getMetadata());
  }

  /// Settings out of the token of the participant whose join creates the room.
  public static RoomSettings of(RoomConfiguration config) {
    return of(
        config.getEmptyTimeout(),
        config.getDepartureTimeout(),
        config.getMaxParticipants(),
        config.getMetadata());
  }

  private static RoomSettings of(int empty, int departure, int participants, String metadata) {
    return new RoomSettings(
        empty > 0 ? empty : EMPTY_TIMEOUT,
        departure > 0 ? departure : DEPARTURE_TIMEOUT,
        Math.max(0, participants),
        metadata,
        false);
  }
}
