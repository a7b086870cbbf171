package io.rapat.app.account;

import java.util.Optional;

/// Who did what, for administrators; kept for the audit retention.
public interface AuditLog {

  /// Records an act in the caller's transaction.
  ///
  /// @param actor who did it; empty for the server and for guests
  /// @param act dotted words, `person.disabled`
  /// @param object an id of what it was done to; never a name or an address
  /// @param detail more in a few words; never a name or an address
  void record(Optional<PersonId> actor, String act, String object, String detail);
}
