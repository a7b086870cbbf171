package io.rapat.app.account.settings;

import io.rapat.app.account.ServerSettings;
import io.rapat.app.account.Settings;
import io.rapat.app.account.SignUp;
import io.rapat.app.config.RapatConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The settings in the database; what was never set has its default.
@Repository
public class StoredSettings implements Settings {
  private static final int DEFAULT_RETENTION_DAYS = 365;

  private final JdbcClient jdbc;
  private final RapatConfig config;

  StoredSettings(JdbcClient jdbc, RapatConfig config) {
    this.jdbc = jdbc;
    this.config = config;
  }

  @Override
  public ServerSettings get() {
    Map<String, String> stored = new HashMap<>();
    jdbc.sql("select name, setting from server_setting")
        .query(row -> {
          stored.put(row.getString("name"), row.getString("setting"));
        });
    return new ServerSettings(
        SignUp.valueOf(stored.getOrDefault("signUp", SignUp.INVITATION.name())),
        split(stored.getOrDefault("domains", "")),
        Boolean.parseBoolean(stored.getOrDefault("guestsMayStart", "false")),
        number(stored, "maxParticipants", config.rooms().maxParticipants()),
        Duration.ofHours(number(stored, "chatRetentionHours", config.chatRetention().toHours())),
        Duration.ofDays(number(stored, "meetingRetentionDays", DEFAULT_RETENTION_DAYS)),
        Duration.ofDays(number(stored, "auditRetentionDays", DEFAULT_RETENTION_DAYS)));
  }

  private static List<String> split(String domains) {
    return Arrays.stream(domains.split(",", -1)).filter(each -> !each.isEmpty()).toList();
  }

  private static int number(Map<String, String> stored, String name, long fallback) {
    return Integer.parseInt(stored.getOrDefault(name, Long.toString(fallback)));
  }

  /// Replaces all settings.
  public void put(ServerSettings settings) {
    set("signUp", settings.signUp().name());
    set("domains", String.join(",", settings.domains()));
    set("guestsMayStart", Boolean.toString(settings.guestsMayStart()));
    set("maxParticipants", Integer.toString(settings.maxParticipants()));
    set("chatRetentionHours", Long.toString(settings.chatRetention().toHours()));
    set("meetingRetentionDays", Long.toString(settings.meetingRetention().toDays()));
    set("auditRetentionDays", Long.toString(settings.auditRetention().toDays()));
  }

  /// Where an administrator last reached this server; for links in mails that a stranger's request
  /// causes, since such a request could name any host.
  public Optional<String> knownUrl() {
    return jdbc.sql("select setting from server_setting where name = 'knownUrl'")
        .query(String.class)
        .optional();
  }

  public void rememberUrl(String url) {
    if (!knownUrl().equals(Optional.of(url))) {
      set("knownUrl", url);
    }
  }

  private void set(String name, String setting) {
    jdbc.sql("insert into server_setting (name, setting) values (?, ?) on conflict do nothing")
        .params(name, setting)
        .update();
    jdbc.sql("update server_setting set setting = ? where name = ?").params(setting, name).update();
  }
}
