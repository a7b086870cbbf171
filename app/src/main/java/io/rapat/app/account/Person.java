package io.rapat.app.account;

/// A person with an account.
///
/// @param name as shown to others, at most 100 characters
/// @param email lower case; verified, since nobody signs in before
/// @param administrator whether the person runs this server
/// @param locale a BCP 47 tag, `en` or `id`
public record Person(
    PersonId id, String name, String email, boolean administrator, String locale) {}
