package io.rapat.media.stun;

/// Attribute types (RFC 8489 §18.3, RFC 8445 §16.1). Types below 0x8000 must be understood by the
/// receiver of a request.
final class StunAttribute {
  static final int MAPPED_ADDRESS = 0x0001;
  static final int USERNAME = 0x0006;
  static final int MESSAGE_INTEGRITY = 0x0008;
  static final int ERROR_CODE = 0x0009;
  static final int UNKNOWN_ATTRIBUTES = 0x000a;
  static final int REALM = 0x0014;
  static final int NONCE = 0x0015;
  static final int MESSAGE_INTEGRITY_SHA256 = 0x001c;
  static final int PASSWORD_ALGORITHM = 0x001d;
  static final int USERHASH = 0x001e;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  static final int PRIORITY = 0x0024;
  static final int USE_CANDIDATE = 0x0025;
  static final int FINGERPRINT = 0x8028;
  static final int ICE_CONTROLLED = 0x8029;
  static final int ICE_CONTROLLING = 0x802a;

  private StunAttribute() {}

  /// Whether a request with this attribute must be refused by 420 (RFC 8489 §6.3.1).
  static boolean mustBeUnderstoodButIsNot(int type) {
    return type < 0x8000
        && switch (type) {
          case MAPPED_ADDRESS,
              USERNAME,
              MESSAGE_INTEGRITY,
              ERROR_CODE,
              UNKNOWN_ATTRIBUTES,
              REALM,
              NONCE,
              MESSAGE_INTEGRITY_SHA256,
              PASSWORD_ALGORITHM,
              USERHASH,
              XOR_MAPPED_ADDRESS,
              PRIORITY,
              USE_CANDIDATE ->
              false;
          default -> true;
        };
  }
}
