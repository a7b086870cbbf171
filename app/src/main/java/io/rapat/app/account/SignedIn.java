package io.rapat.app.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/// Spring Security's view of a person who sent a request. Never stored: sessions keep an id only.
public final class SignedIn extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  /// The authority of administrators.
  public static final String ADMINISTRATOR = "ADMINISTRATOR";

  private final transient Person person;
  private final transient Set<String> scopes;
  private final boolean byToken;

  private SignedIn(Person person, boolean byToken, Set<String> scopes) {
    super(
        person.administrator() && !byToken
            ? AuthorityUtils.createAuthorityList(ADMINISTRATOR)
            : AuthorityUtils.NO_AUTHORITIES);
    this.person = person;
    this.byToken = byToken;
    this.scopes = scopes;
    setAuthenticated(true);
  }

  /// By a session, which may do all that the person may.
  public static SignedIn bySession(Person person) {
    return new SignedIn(person, false, Set.of());
  }

  /// By an API token, which may do what its scopes say.
  public static SignedIn byToken(Person person, Set<String> scopes) {
    return new SignedIn(person, true, Set.copyOf(scopes));
  }

  public Person person() {
    return person;
  }

  /// Whether an API token signed this request, which is limited to `scopes`.
  public boolean isByToken() {
    return byToken;
  }

  public Set<String> scopes() {
    return scopes;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return person.id();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
