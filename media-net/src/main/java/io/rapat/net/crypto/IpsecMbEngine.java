package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;

/// GCM by libipsec-mb on x86-64. Its HMAC-SHA1 pays off in bursts only, so that profile is left to
/// others.
final class IpsecMbEngine implements SrtpEngine {
  private final String version = IpsecMb.version();

  @Override
  public String name() {
    return "ipsec-mb";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public boolean supports(SrtpProfile profile) {
    return profile == SrtpProfile.AEAD_AES_128_GCM;
  }

  @Override
  public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
    return cipher(profile, keys, true);
  }

  @Override
  public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
    return cipher(profile, keys, false);
  }

  private SrtpCipher cipher(SrtpProfile profile, SessionKeys keys, boolean seals) {
    if (!supports(profile)) {
      throw new IllegalArgumentException(name() + " does not implement " + profile);
    }
    return new IpsecMbGcm(keys.key(), seals);
  }
}
