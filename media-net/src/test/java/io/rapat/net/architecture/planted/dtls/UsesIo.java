package io.rapat.net.architecture.planted.dtls;

import io.rapat.net.io.LoopIo;

public record UsesIo(Class<LoopIo> other) {}
