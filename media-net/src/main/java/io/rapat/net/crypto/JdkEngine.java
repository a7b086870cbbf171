package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;

/// Both profiles by the JDK's own ciphers: works on every platform, copies through the heap and
/// makes garbage.
final class JdkEngine implements SrtpEngine {

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public String version() {
    return "Java " + Runtime.version();
  }

  @Override
  public boolean supports(SrtpProfile profile) {
    return true;
  }

  @Override
  public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
    return new JdkCipher(profile, keys, true);
  }

  @Override
  public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
    return new JdkCipher(profile, keys, false);
  }
}
