package io.rapat.planted.beta;

import io.rapat.planted.alpha.Alpha;

public record Beta(Class<Alpha> other) {}
