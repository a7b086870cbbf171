package io.rapat.app.account.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rapat.app.account.audit.StoredAudit;
import io.rapat.app.account.mail.WrittenMails;
import io.rapat.app.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What happened: the audit, and mails where there is no mail server. Only administrators get here.
@RestController
@RequestMapping("/api/v1/console")
class RecordsController {
  private static final int MAX_MAILS = 100;

  private final StoredAudit audit;
  private final WrittenMails mails;

  RecordsController(StoredAudit audit, WrittenMails mails) {
    this.audit = audit;
    this.mails = mails;
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record EntryView(
      String id,
      Instant at,
      Optional<String> actor,
      Optional<String> actorName,
      String act,
      String object,
      String detail) {}

  record AuditView(List<EntryView> entries, int page, int pages, long total) {}

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record MailView(String id, String to, String subject, Instant writtenAt, Optional<String> text) {}

  record MailsView(List<MailView> mails) {}

  @GetMapping("/audit")
  AuditView audit(@RequestParam(defaultValue = "0") int page) {
    Pages.require(page);
    long total = audit.count();
    return new AuditView(
        audit.page(page, Pages.SIZE).stream()
            .map(entry ->
                new EntryView(
                    entry.id().toString(),
                    entry.at(),
                    entry.actor().map(UUID::toString),
                    entry.actorName(),
                    entry.act(),
                    entry.object(),
                    entry.detail()))
            .toList(),
        page,
        Pages.count(total),
        total);
  }

  @GetMapping("/mails")
  MailsView mails() {
    return new MailsView(
        mails.newest(MAX_MAILS).stream().map(mail -> view(mail, Optional.empty())).toList());
  }

  @GetMapping("/mails/{id}")
  MailView mail(@PathVariable UUID id) {
    return mails
        .find(id)
        .map(mail -> view(mail, Optional.of(mail.text())))
        .orElseThrow(() -> Problem.of(HttpStatus.NOT_FOUND, "http-404"));
  }

  private static MailView view(WrittenMails.Written mail, Optional<String> text) {
    return new MailView(mail.id(), mail.to(), mail.subject(), mail.writtenAt(), text);
  }
}
