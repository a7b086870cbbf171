package io.rapat.app.account;

/// Called when an account is deleted, in its transaction, so that other modules erase what names
/// the person.
public interface PersonErasure {

  /// Erases. The account still exists: `People.find` answers, so that the name and the address can
  /// be searched for; neither must be found anywhere afterwards.
  void erase(PersonId id);
}
