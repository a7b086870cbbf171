package io.rapat.net.dtls;

import io.rapat.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.jspecify.annotations.Nullable;

/// What a handshake may agree on, in both roles, and what it did agree on. Filled by the thread
/// that runs the handshake, read when that thread has reported its end.
final class BouncyAgreement {
  static final int[] SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
  };
  static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1};
  static final int MAX_MESSAGE = FragmentGate.MAX_MESSAGE;
  static final int HANDSHAKE_LIMIT_MILLIS = (int) DtlsSession.HANDSHAKE_LIMIT.toMillis();

  // The server's order counts: GCM although browsers list SHA1_80 first.
  private static final List<SrtpProfile> PREFERENCE =
      List.of(SrtpProfile.AEAD_AES_128_GCM, SrtpProfile.AES128_CM_SHA1_80);

  private final JcaTlsCrypto crypto;
  private final DtlsIdentity identity;
  private byte @Nullable [] exported;
  private @Nullable SrtpProfile profile;
  private byte @Nullable [] certificate;

  BouncyAgreement(JcaTlsCrypto crypto, DtlsIdentity identity) {
    this.crypto = crypto;
    this.identity = identity;
  }

  /// A client's offer.
  static void offer(Hashtable<?, ?> extensions) throws IOException {
    int[] ids = PREFERENCE.stream().mapToInt(SrtpProfile::id).toArray();
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, TlsUtils.EMPTY_BYTES));
  }

  /// A server's choice among what the client offers, none being no failure here.
  void choose(Hashtable<?, ?> clientExtensions) throws IOException {
    UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
    if (offered == null) {
      return;
    }
    for (SrtpProfile candidate : PREFERENCE) {
      for (int id : offered.getProtectionProfiles()) {
        if (id == candidate.id() && profile == null) {
          profile = candidate;
        }
      }
    }
  }

  /// A server's answer.
  void answer(Hashtable<?, ?> serverExtensions) throws IOException {
    SrtpProfile chosen = profile;
    if (chosen != null) {
      TlsSRTPUtils.addUseSRTPExtension(
          serverExtensions, new UseSRTPData(new int[] {chosen.id()}, TlsUtils.EMPTY_BYTES));
    }
  }

  /// What a client reads in the server's answer.
  void read(@Nullable Hashtable<?, ?> serverExtensions) throws IOException {
    UseSRTPData answered =
        serverExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
    if (answered == null) {
      return;
    }
    int[] ids = answered.getProtectionProfiles();
    for (SrtpProfile candidate : PREFERENCE) {
      if (ids.length == 1 && ids[0] == candidate.id()) {
        profile = candidate;
      }
    }
    if (profile == null) {
      throw new TlsFatalAlert(AlertDescription.illegal_parameter);
    }
  }

  /// The peer must have a certificate; which one, the fingerprint decides afterwards.
  void certificate(@Nullable Certificate chain) throws IOException {
    if (chain == null || chain.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
    certificate = chain.getCertificateAt(0).getEncoded();
  }

  TlsCredentialedSigner credentials(TlsContext context) throws IOException {
    TlsCertificate own = crypto.createCertificate(identity.certificate());
    return new JcaDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        identity.privateKey(),
        new Certificate(new TlsCertificate[] {own}),
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  /// The library forgets the secrets after the handshake, so the keys are taken at its end. They
  /// stay here until the fingerprint was checked.
  void complete(TlsContext context) {
    SrtpProfile agreed = profile;
    if (agreed != null) {
      exported =
          context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, agreed.exportedBytes());
    }
  }

  Optional<SrtpProfile> profile() {
    return Optional.ofNullable(profile);
  }

  Optional<byte[]> certificate() {
    return Optional.ofNullable(certificate);
  }

  byte[] exported(int length) {
    byte[] keys = exported;
    if (keys == null || keys.length != length) {
      throw new IllegalStateException("no keying material of " + length + " bytes");
    }
    return keys;
  }
}
