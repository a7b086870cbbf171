package io.rapat.media.room;

/// Names one room's media inside this process. Unique for the life of the process.
public record RoomId(long value) {}
