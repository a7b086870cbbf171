package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;

/// GCM by AWS-LC, for an operator who cannot install a library but can name a file.
final class AwsLcEngine implements SrtpEngine {
  private final String version;

  AwsLcEngine() {
    // Before the class with the functions is loaded, which happens once and for good.
    if (System.getProperty(AwsLc.PATH, "").isEmpty()) {
      throw new UnsatisfiedLinkError("no file named in " + AwsLc.PATH);
    }
    version = AwsLc.version();
  }

  @Override
  public String name() {
    return "aws-lc";
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
    return new AwsLcGcm(keys.key(), seals);
  }
}
