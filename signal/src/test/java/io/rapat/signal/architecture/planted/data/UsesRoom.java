package io.rapat.signal.architecture.planted.data;

import io.rapat.signal.room.RoomSession;

public record UsesRoom(Class<RoomSession> other) {}
