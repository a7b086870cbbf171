package io.rapat.net.architecture.planted.crypto;

import io.rapat.net.io.LoopIo;

public record UsesIo(Class<LoopIo> other) {}
