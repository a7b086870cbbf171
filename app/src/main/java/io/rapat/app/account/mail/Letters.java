package io.rapat.app.account.mail;

import io.rapat.app.account.Mail;
import io.rapat.app.account.Mails;
import io.rapat.app.account.settings.StoredSettings;
import io.rapat.app.web.PublicUrl;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// The letters that accounts cause, in the reader's language. Secrets travel in the fragment of a
/// link: no server log and no `Referer` ever has them.
@Component
public class Letters {
  private final MessageSource texts;
  private final Mails mails;
  private final PublicUrl url;
  private final StoredSettings settings;

  Letters(MessageSource texts, Mails mails, PublicUrl url, StoredSettings settings) {
    this.texts = texts;
    this.mails = mails;
    this.url = url;
    this.settings = settings;
  }

  /// The link of an invitation that a signed-in administrator made.
  public String invitationLink(String secret) {
    return url.find().orElse("") + "/invitation#" + secret;
  }

  public void invite(String to, Locale locale, String link, Optional<String> organisation) {
    send("invitation", to, locale, link, organisation.orElse(""));
  }

  public void verify(String to, Locale locale, String name, String secret) {
    send("verify", to, locale, trusted() + "/verify#" + secret, name);
  }

  public void accountExists(String to, Locale locale) {
    send("exists", to, locale, trusted() + "/sign-in", "");
  }

  public void reset(String to, Locale locale, String secret) {
    send("reset", to, locale, trusted() + "/reset#" + secret, "");
  }

  private void send(String letter, String to, Locale locale, String link, String more) {
    String host = link.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    Object[] values = {link, more, host};
    mails.send(
        Mail.of(
            to,
            texts.getMessage("mail." + letter + ".subject", values, locale),
            texts.getMessage("mail." + letter + ".text", values, locale)));
  }

  /// Where strangers can't send a reader: not to the host that their request named, if it is known
  /// better.
  private String trusted() {
    return (url.isConfigured() ? url.find() : settings.knownUrl().or(url::find)).orElse("");
  }
}
