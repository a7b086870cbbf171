package io.rapat.app.architecture.planted.meeting;

import io.rapat.media.room.MediaCommand;

public record UsesMedia(Class<MediaCommand> other) {}
