package io.rapat.net.architecture.planted.loop;

import io.rapat.net.crypto.SrtpEngines;

public record UsesCrypto(Class<SrtpEngines> other) {}
