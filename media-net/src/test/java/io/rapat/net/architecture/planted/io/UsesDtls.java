package io.rapat.net.architecture.planted.io;

import io.rapat.net.dtls.DtlsEngine;

public record UsesDtls(Class<DtlsEngine> other) {}
