package io.rapat.signal.negotiation;

import java.util.Locale;

/// Where a client departs from the rules and has to be met.
///
/// @param ignoresCodecOrder Firefox on Linux and Android sends its own first choice whatever the
///   answer prefers: only the preferred codec is left to it
/// @param needsFreshSections Safari doesn't announce a track on a section that carried another one
public record ClientTraits(boolean ignoresCodecOrder, boolean needsFreshSections) {

  /// A client that follows the rules.
  public static final ClientTraits REGULAR = new ClientTraits(false, false);

  /// The traits of a browser by the name it has in `ClientInfo.browser`, for example `Firefox`.
  public static ClientTraits of(String browser) {
    String name = browser.toLowerCase(Locale.ROOT);
    return new ClientTraits(name.contains("firefox"), name.contains("safari"));
  }
}
