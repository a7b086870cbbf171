package io.rapat.signal.token;

import com.google.protobuf.Struct;

/// Signs tokens for participants who are inside, so that they can come back.
@FunctionalInterface
public interface TokenMinter {

  /// Signs a token.
  ///
  /// @param apiKey whose secret signs; becomes the `iss` claim
  /// @param claims all other claims
  String mint(String apiKey, Struct claims);
}
