package io.rapat.app.config;

import java.util.List;

/// A configuration that may be used, or everything that is wrong with it.
public sealed interface ConfigResult {

  /// @param notes settings that are understood but don't take effect in this version
  record Valid(RapatConfig config, List<String> notes) implements ConfigResult {}

  record Invalid(List<ConfigProblem> problems) implements ConfigResult {}
}
