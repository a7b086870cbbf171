package io.rapat.signal.architecture.planted.join;

import io.rapat.signal.room.RoomSession;

public record UsesRoom(Class<RoomSession> other) {}
