package io.rapat.signal.architecture.planted.room;

import io.rapat.signal.api.TwirpApi;

public record UsesApi(Class<TwirpApi> other) {}
