package io.rapat.app.meeting;

import java.time.Instant;

/// A meeting that somebody started.
record Meeting(MeetingCode code, Instant createdAt) {}
