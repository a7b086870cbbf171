package io.rapat.signal.architecture.planted.token;

import io.rapat.signal.join.JoinReader;

public record UsesJoin(Class<JoinReader> other) {}
