package io.rapat.app.account;

/// Who may make an account.
public enum SignUp {
  /// Who was invited.
  INVITATION,
  /// Who has an address of a listed mail domain, and who was invited.
  DOMAIN,
  /// Everybody with a working address.
  OPEN,
  /// Nobody.
  CLOSED
}
