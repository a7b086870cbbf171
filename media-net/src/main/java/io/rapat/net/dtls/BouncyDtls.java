package io.rapat.net.dtls;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/// DTLS in Java: `bctls-fips` over the JDK's own ciphers. For platforms without libssl, and for
/// operators who want no native code to read hostile bytes. The sibling `bctls-jdk18on` 1.84 must
/// not take its place: it allocates what a fragment claims, and does so for encrypted fragments,
/// which no gate can see.
final class BouncyDtls implements DtlsLibrary {
  static final int FIRST_TIMEOUT_MILLIS = 250;

  private final JcaTlsCrypto crypto;
  private final DtlsIdentity identity;
  private final int firstTimeoutMillis;
  private final AtomicLong openConnections = new AtomicLong();

  BouncyDtls(DtlsIdentity identity) {
    this(identity, FIRST_TIMEOUT_MILLIS);
  }

  /// @param firstTimeoutMillis how long to wait before the first flight is sent again
  BouncyDtls(DtlsIdentity identity, int firstTimeoutMillis) {
    this.identity = identity;
    this.firstTimeoutMillis = firstTimeoutMillis;
    crypto = new JcaTlsCryptoProvider().create(new SecureRandom());
  }

  @Override
  public String version() {
    return "bctls-fips "
        + Optional.ofNullable(DTLSServerProtocol.class.getPackage().getImplementationVersion())
            .orElse("of unknown version");
  }

  @Override
  public DtlsConnection open(boolean client) {
    return new BouncyConnection(crypto, identity, client, firstTimeoutMillis, openConnections);
  }

  @Override
  public long openConnections() {
    return openConnections.get();
  }
}
