package io.rapat.media.srtp;

import java.util.Arrays;

/// Master keys and salts of one DTLS association.
///
/// @param profile the profile that the handshake chose
/// @param localKey master key for what this side sends
/// @param localSalt master salt for what this side sends
/// @param remoteKey master key for what this side receives
/// @param remoteSalt master salt for what this side receives
public record SrtpKeys(
    SrtpProfile profile, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt) {

  /// Splits exported keying material: client key, server key, client salt, server salt (RFC 5764
  /// §4.2).
  ///
  /// @param exported [SrtpProfile#exportedBytes()] bytes: 56 for GCM, 60 for SHA1_80
  /// @param client whether this side was the DTLS client
  public static SrtpKeys fromExporter(SrtpProfile profile, byte[] exported, boolean client) {
    if (exported.length != profile.exportedBytes()) {
      throw new IllegalArgumentException(
          exported.length + " exported bytes, " + profile + " needs " + profile.exportedBytes());
    }
    int key = profile.keyBytes();
    int salt = profile.saltBytes();
    byte[] clientKey = Arrays.copyOfRange(exported, 0, key);
    byte[] serverKey = Arrays.copyOfRange(exported, key, 2 * key);
    byte[] clientSalt = Arrays.copyOfRange(exported, 2 * key, 2 * key + salt);
    byte[] serverSalt = Arrays.copyOfRange(exported, 2 * key + salt, 2 * key + 2 * salt);
    return client
        ? new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt)
        : new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt);
  }

  /// Hides the keys: they must never reach a log.
  @Override
  public String toString() {
    return "SrtpKeys[" + profile + ", hidden]";
  }
}
