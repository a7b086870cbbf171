package io.rapat.app.account.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.AuditLog;
import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.DisplayName;
import io.rapat.app.account.PersonId;
import io.rapat.app.secret.Secrets;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The own API tokens.
@RestController
@RequestMapping("/api/v1/me/tokens")
class TokenController {
  private static final Set<String> SCOPES = Set.of("meetings:read", "meetings:write");

  private final ApiTokens tokens;
  private final CurrentPerson current;
  private final AuditLog audit;
  private final InstantSource clock;

  TokenController(ApiTokens tokens, CurrentPerson current, AuditLog audit, InstantSource clock) {
    this.tokens = tokens;
    this.current = current;
    this.audit = audit;
    this.clock = clock;
  }

  record NewToken(
      @Nullable String label, @Nullable List<String> scopes, @Nullable Instant expiresAt) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record TokenView(
      String id,
      String label,
      Set<String> scopes,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<Instant> lastUsedAt,
      Optional<String> secret) {
    static TokenView of(ApiTokens.View token, Optional<String> secret) {
      return new TokenView(
          token.id().toString(),
          token.label(),
          token.scopes(),
          token.createdAt(),
          token.expiresAt(),
          token.lastUsedAt(),
          secret);
    }
  }

  record TokensView(List<TokenView> tokens) {}

  @GetMapping
  TokensView all() {
    return new TokensView(
        tokens.of(current.require().id()).stream()
            .map(token -> TokenView.of(token, Optional.empty()))
            .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  TokenView create(@RequestBody NewToken body) {
    PersonId person = current.require().id();
    if (tokens.of(person).size() >= ApiTokens.MAX_PER_PERSON) {
      throw Problem.of(HttpStatus.CONFLICT, "too-many-tokens");
    }
    ApiTokens.View token = read(body);
    String secret = ApiTokens.PREFIX + Secrets.create();
    tokens.add(person, token, secret);
    audit.record(
        Optional.of(person),
        "token.created",
        token.id().toString(),
        String.join(" ", token.scopes()));
    return TokenView.of(token, Optional.of(secret));
  }

  private ApiTokens.View read(NewToken body) {
    String label =
        Optional.ofNullable(body.label())
            .flatMap(DisplayName::of)
            .map(DisplayName::value)
            .orElseThrow(() -> invalid("label-invalid", "label"));
    Set<String> scopes =
        Optional.ofNullable(body.scopes()).orElse(List.of()).stream()
            .map(String::valueOf)
            .collect(Collectors.toCollection(TreeSet::new));
    if (scopes.isEmpty() || !SCOPES.containsAll(scopes)) {
      throw invalid("scopes-invalid", "scopes");
    }
    Instant now = clock.instant();
    Optional<Instant> expires = Optional.ofNullable(body.expiresAt());
    if (expires.filter(at -> !at.isAfter(now)).isPresent()) {
      throw invalid("expiry-invalid", "expiresAt");
    }
    return new ApiTokens.View(UUID.randomUUID(), label, scopes, now, expires, Optional.empty());
  }

  private static Problem invalid(String code, String field) {
    return Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, code, field);
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable UUID id) {
    PersonId person = current.require().id();
    if (!tokens.remove(person, id)) {
      throw Problem.of(HttpStatus.NOT_FOUND, "http-404");
    }
    audit.record(Optional.of(person), "token.deleted", id.toString(), "");
  }
}
