package io.rapat.app.account;

import java.util.UUID;

/// An account, opaque: it says nothing about the person and may outlive the account.
public record PersonId(UUID value) {

  @Override
  public String toString() {
    return value.toString();
  }
}
