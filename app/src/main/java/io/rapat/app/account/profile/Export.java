package io.rapat.app.account.profile;

import io.rapat.app.account.Person;
import io.rapat.app.account.PersonExport;
import io.rapat.app.account.audit.StoredAudit;
import io.rapat.app.account.passkey.Passkeys;
import io.rapat.app.account.session.Sessions;
import io.rapat.app.account.token.ApiTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Everything this server knows of a person, except secrets.
@Component
class Export {
  private static final int MAX_ACTS = 10_000;

  private final Me me;
  private final Passkeys passkeys;
  private final Sessions sessions;
  private final ApiTokens tokens;
  private final StoredAudit audit;
  private final ObjectProvider<PersonExport> others;

  Export(
      Me me,
      Passkeys passkeys,
      Sessions sessions,
      ApiTokens tokens,
      StoredAudit audit,
      ObjectProvider<PersonExport> others) {
    this.me = me;
    this.passkeys = passkeys;
    this.sessions = sessions;
    this.tokens = tokens;
    this.audit = audit;
    this.others = others;
  }

  Map<String, Object> of(Person person, HttpServletRequest request) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("account", me.of(Optional.of(person)).person().orElseThrow());
    all.put("passkeys", passkeys.of(person.id()));
    all.put("sessions", sessions.of(person.id(), request));
    all.put("tokens", tokens.of(person.id()));
    all.put("acts", audit.of(person.id(), MAX_ACTS));
    others.orderedStream().forEach(other -> all.putAll(other.export(person.id())));
    return all;
  }
}
