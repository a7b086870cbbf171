package io.rapat.net.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// The client's side of the agreement, in the words of the library.
final class BouncyClient extends DefaultTlsClient implements TlsAuthentication {
  private final BouncyAgreement agreement;
  private final int firstTimeoutMillis;

  BouncyClient(JcaTlsCrypto crypto, BouncyAgreement agreement, int firstTimeoutMillis) {
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
  @SuppressWarnings("rawtypes")
  protected Vector getSupportedGroups(Vector namedGroupRoles) {
    Vector<Integer> groups = new Vector<>();
    for (int group : BouncyAgreement.GROUPS) {
      groups.add(group);
    }
    return groups;
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
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions = super.getClientExtensions();
    BouncyAgreement.offer(extensions);
    return extensions;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void processServerExtensions(Hashtable serverExtensions) throws IOException {
    super.processServerExtensions(serverExtensions);
    agreement.read(serverExtensions);
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return this;
  }

  @Override
  public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
    agreement.certificate(certificate.getCertificate());
  }

  @Override
  public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
    return agreement.credentials(context);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    agreement.complete(context);
  }
}
