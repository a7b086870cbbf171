package io.rapat.planted.alpha;

import io.rapat.planted.beta.Beta;

public record Alpha(Class<Beta> other) {}
