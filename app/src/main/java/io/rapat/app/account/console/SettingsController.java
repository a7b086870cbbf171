package io.rapat.app.account.console;

import io.rapat.app.account.AuditLog;
import io.rapat.app.account.CurrentPerson;
import io.rapat.app.account.ServerSettings;
import io.rapat.app.account.SignUp;
import io.rapat.app.account.person.EmailAddress;
import io.rapat.app.account.settings.StoredSettings;
import io.rapat.app.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The server's settings. Only administrators get here.
@RestController
@RequestMapping("/api/v1/console/settings")
class SettingsController {
  private static final int MAX_DOMAINS = 100;
  private static final int MAX_DOMAIN_TEXT = 3_900;
  private static final int MAX_PARTICIPANTS = 100_000;
  private static final int MAX_HOURS = 8_760;
  private static final int MAX_DAYS = 3_650;

  private final StoredSettings settings;
  private final CurrentPerson current;
  private final AuditLog audit;
  private final TransactionTemplate transaction;

  SettingsController(
      StoredSettings settings,
      CurrentPerson current,
      AuditLog audit,
      TransactionTemplate transaction) {
    this.settings = settings;
    this.current = current;
    this.audit = audit;
    this.transaction = transaction;
  }

  record SettingsView(
      SignUp signUp,
      List<String> domains,
      boolean guestsMayStart,
      int maxParticipants,
      long chatRetentionHours,
      long meetingRetentionDays,
      long auditRetentionDays) {
    static SettingsView of(ServerSettings settings) {
      return new SettingsView(
          settings.signUp(),
          settings.domains(),
          settings.guestsMayStart(),
          settings.maxParticipants(),
          settings.chatRetention().toHours(),
          settings.meetingRetention().toDays(),
          settings.auditRetention().toDays());
    }
  }

  record NewSettings(
      @Nullable SignUp signUp,
      @Nullable List<@Nullable String> domains,
      @Nullable Boolean guestsMayStart,
      @Nullable Integer maxParticipants,
      @Nullable Long chatRetentionHours,
      @Nullable Long meetingRetentionDays,
      @Nullable Long auditRetentionDays) {}

  @GetMapping
  SettingsView get() {
    return SettingsView.of(settings.get());
  }

  /// Replaces the settings; what isn't named stays.
  @PutMapping
  SettingsView put(@RequestBody NewSettings body) {
    ServerSettings wanted = read(body, settings.get());
    transaction.executeWithoutResult(_ -> {
      settings.put(wanted);
      audit.record(
          Optional.of(current.require().id()),
          "settings.changed",
          "settings",
          SettingsView.of(wanted).toString());
    });
    return get();
  }

  private static ServerSettings read(NewSettings body, ServerSettings now) {
    SignUp signUp = Optional.ofNullable(body.signUp()).orElse(now.signUp());
    List<String> domains = body.domains() == null ? now.domains() : readDomains(body.domains());
    if (signUp == SignUp.DOMAIN && domains.isEmpty()) {
      throw invalid("domains-invalid", "domains");
    }
    return new ServerSettings(
        signUp,
        domains,
        Optional.ofNullable(body.guestsMayStart()).orElse(now.guestsMayStart()),
        (int)
            within(
                body.maxParticipants() == null ? now.maxParticipants() : body.maxParticipants(),
                0,
                MAX_PARTICIPANTS,
                "maxParticipants"),
        Duration.ofHours(
            within(
                Optional.ofNullable(body.chatRetentionHours())
                    .orElse(now.chatRetention().toHours()),
                1,
                MAX_HOURS,
                "chatRetentionHours")),
        Duration.ofDays(
            within(
                Optional.ofNullable(body.meetingRetentionDays())
                    .orElse(now.meetingRetention().toDays()),
                1,
                MAX_DAYS,
                "meetingRetentionDays")),
        Duration.ofDays(
            within(
                Optional.ofNullable(body.auditRetentionDays())
                    .orElse(now.auditRetention().toDays()),
                1,
                MAX_DAYS,
                "auditRetentionDays")));
  }

  private static long within(long value, long min, long max, String field) {
    if (value < min || value > max) {
      throw invalid("number-out-of-range", field);
    }
    return value;
  }

  private static List<String> readDomains(List<@Nullable String> texts) {
    List<String> domains =
        texts.stream()
            .map(text ->
                Optional.ofNullable(text)
                    .flatMap(EmailAddress::domain)
                    .orElseThrow(() -> invalid("domains-invalid", "domains")))
            .distinct()
            .toList();
    if (domains.size() > MAX_DOMAINS || String.join(",", domains).length() > MAX_DOMAIN_TEXT) {
      throw invalid("domains-invalid", "domains");
    }
    return domains;
  }

  private static Problem invalid(String code, String field) {
    return Problem.ofField(HttpStatus.UNPROCESSABLE_CONTENT, code, field);
  }
}
