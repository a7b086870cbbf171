package io.rapat.media.codec;

/// Negative results of the parsers of this package: why a payload can't be used.
public final class Malformed {

  /// It ends inside a field.
  public static final int TRUNCATED = -1;

  /// A field has a value that its format or a limit of this server forbids.
  public static final int INVALID = -2;

  /// It needs a template structure that never came (dependency descriptor only).
  public static final int NO_STRUCTURE = -3;

  private Malformed() {}
}
