package io.rapat.media.room;

/// Names one published track, all its simulcast layers together.
public record PublicationId(long value) {}
