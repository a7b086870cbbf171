package io.rapat.net.architecture.planted;

import org.bouncycastle.tls.TlsProtocol;

public record UsesBouncyCastle(Class<TlsProtocol> library) {}
