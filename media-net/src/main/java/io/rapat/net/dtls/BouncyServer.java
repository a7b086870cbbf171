package io.rapat.net.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// The server's side of the agreement, in the words of the library.
final class BouncyServer extends DefaultTlsServer {
  private final BouncyAgreement agreement;
  private final int firstTimeoutMillis;

  BouncyServer(JcaTlsCrypto crypto, BouncyAgreement agreement, int firstTimeoutMillis) {
    super(crypto);
    this.agreement = agreement;
    this.firstTimeoutMillis = firstTimeoutMillis;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return TlsUtils.getSupportedCipherSuites(getCrypto(), BouncyAgreement.SUITES);
  }

  @Override
  public int[] getSupportedGroups() {
    return BouncyAgreement.GROUPS.clone();
  }

  @Override
  public boolean preferLocalSupportedGroups() {
    return true;
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return BouncyAgreement.HANDSHAKE_LIMIT_MILLIS;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return firstTimeoutMillis;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return BouncyAgreement.MAX_MESSAGE;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void processClientExtensions(Hashtable clientExtensions) throws IOException {
    super.processClientExtensions(clientExtensions);
    agreement.choose(clientExtensions);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Hashtable getServerExtensions() throws IOException {
    Hashtable extensions = super.getServerExtensions();
    agreement.answer(extensions);
    return extensions;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return new CertificateRequest(
        types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) throws IOException {
    agreement.certificate(certificate);
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    return agreement.credentials(context);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    agreement.complete(context);
  }
}
