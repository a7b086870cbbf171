package io.rapat.app.architecture.planted;

import io.rapat.signal.room.RoomSession;

public record UsesSignal(Class<RoomSession> other) {}
