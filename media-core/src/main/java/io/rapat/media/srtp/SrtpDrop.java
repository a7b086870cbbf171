package io.rapat.media.srtp;

/// Why a packet was not protected or not accepted. The hot path returns these as negative numbers
/// in place of a length.
public final class SrtpDrop {
  /// Shorter than the smallest packet of its kind.
  public static final int TOO_SHORT = -1;

  /// Not version 2, or CSRCs or header extension reach past the end.
  public static final int BAD_HEADER = -2;

  /// The tag is wrong.
  public static final int AUTH_FAILED = -3;

  /// This index was received, or used for sending, before.
  public static final int REPLAYED = -4;

  /// The index lies before the window, so nobody can tell whether it was used.
  public static final int TOO_OLD = -5;

  /// The sender has as many streams as it may have. Receivers forget the longest silent one
  /// instead.
  public static final int TOO_MANY_STREAMS = -6;

  /// An SRTCP packet without encryption (E bit 0), which WebRTC does not allow (RFC 8827 §6.5).
  public static final int NOT_ENCRYPTED = -7;

  /// The key has protected as many packets as it may (RFC 3711 §9.2).
  public static final int KEY_EXHAUSTED = -8;

  /// How many codes there are: they run from -1 to minus this number.
  public static final int CODES = 8;

  private SrtpDrop() {}

  /// A stable label of the code, for metrics.
  public static String label(int code) {
    return switch (code) {
      case TOO_SHORT -> "too_short";
      case BAD_HEADER -> "bad_header";
      case AUTH_FAILED -> "auth_failed";
      case REPLAYED -> "replayed";
      case TOO_OLD -> "too_old";
      case TOO_MANY_STREAMS -> "too_many_streams";
      case NOT_ENCRYPTED -> "not_encrypted";
      case KEY_EXHAUSTED -> "key_exhausted";
      default -> throw new IllegalArgumentException("no drop code: " + code);
    };
  }
}
