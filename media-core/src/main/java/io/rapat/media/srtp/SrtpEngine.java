package io.rapat.media.srtp;

/// A library that implements the ciphers of SRTP. Safe for use by several threads.
public interface SrtpEngine {

  /// Short stable name for logs and metrics, such as `ipsec-mb`.
  String name();

  /// Version of the library behind it, for the operator.
  String version();

  /// Whether this engine implements the profile.
  boolean supports(SrtpProfile profile);

  /// A cipher for packets that go out. The keys are copied.
  SrtpCipher sealing(SrtpProfile profile, SessionKeys keys);

  /// A cipher for packets that come in. The keys are copied.
  SrtpCipher opening(SrtpProfile profile, SessionKeys keys);
}
