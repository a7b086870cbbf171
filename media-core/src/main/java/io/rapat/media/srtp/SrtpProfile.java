package io.rapat.media.srtp;

/// A protection profile that both sides may choose in DTLS (`use_srtp`, RFC 5764 §4.1.2).
public enum SrtpProfile {
  /// AES-CM with an 80-bit HMAC-SHA1 tag (RFC 3711).
  AES128_CM_SHA1_80(1, 16, 14, 10, 20, "SRTP_AES128_CM_SHA1_80"),
  /// AES-GCM with a 128-bit tag (RFC 7714).
  AEAD_AES_128_GCM(7, 16, 12, 16, 0, "SRTP_AEAD_AES_128_GCM");

  /// What SRTCP adds besides the tag: the E bit and the 31-bit index.
  static final int RTCP_INDEX_BYTES = 4;

  private final int id;
  private final int keyBytes;
  private final int saltBytes;
  private final int tagBytes;
  private final int authKeyBytes;
  private final String registeredName;

  SrtpProfile(
      int id, int keyBytes, int saltBytes, int tagBytes, int authKeyBytes, String registeredName) {
    this.id = id;
    this.keyBytes = keyBytes;
    this.saltBytes = saltBytes;
    this.tagBytes = tagBytes;
    this.authKeyBytes = authKeyBytes;
    this.registeredName = registeredName;
  }

  /// The number in the IANA registry "DTLS-SRTP Protection Profiles".
  public int id() {
    return id;
  }

  /// Length of the master key and of the session key, in bytes.
  public int keyBytes() {
    return keyBytes;
  }

  /// Length of the master salt and of the session salt, in bytes.
  public int saltBytes() {
    return saltBytes;
  }

  /// Length of the tag, in bytes. This is what an RTP packet grows by.
  public int tagBytes() {
    return tagBytes;
  }

  /// Length of the session authentication key, in bytes; 0 when the cipher authenticates itself.
  public int authKeyBytes() {
    return authKeyBytes;
  }

  /// Bytes that an RTCP packet grows by: tag, E bit and index.
  public int rtcpOverheadBytes() {
    return tagBytes + RTCP_INDEX_BYTES;
  }

  /// Bytes to take from the DTLS exporter: two keys and two salts (RFC 5764 §4.2).
  public int exportedBytes() {
    return 2 * (keyBytes + saltBytes);
  }

  /// The name that TLS libraries use for this profile.
  public String registeredName() {
    return registeredName;
  }
}
