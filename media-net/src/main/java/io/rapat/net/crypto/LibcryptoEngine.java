package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;

/// Both profiles by the system's libcrypto (OpenSSL 3).
final class LibcryptoEngine implements SrtpEngine {
  private final String version = Libcrypto.version();

  @Override
  public String name() {
    return "libcrypto";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean supports(SrtpProfile profile) {
    return true;
  }

  @Override
  public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
    return cipher(profile, keys, true);
  }

  @Override
  public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
    return cipher(profile, keys, false);
  }

  private static SrtpCipher cipher(SrtpProfile profile, SessionKeys keys, boolean seals) {
    return switch (profile) {
      case AEAD_AES_128_GCM -> new LibcryptoGcm(keys.key(), seals);
      case AES128_CM_SHA1_80 -> new LibcryptoCounter(keys, seals);
    };
  }
}
