package io.rapat.app.account;

import java.util.Map;

/// What an export of an account contains of another module.
public interface PersonExport {

  /// Keys are the names in the exported JSON, values are what JSON can hold.
  Map<String, Object> export(PersonId id);
}
