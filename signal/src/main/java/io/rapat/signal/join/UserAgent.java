package io.rapat.signal.join;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import livekit.LivekitModels.ClientInfo;

/// Fills in browser and operating system from the `User-Agent` header, for clients that don't name
/// them themselves.
final class UserAgent {

  private static final int LONGEST = 1024;
  private static final Pattern FIREFOX = Pattern.compile("Firefox/([0-9.]{1,20})");
  private static final Pattern EDGE = Pattern.compile("Edg/([0-9.]{1,20})");
  private static final Pattern CHROME = Pattern.compile("Chrome/([0-9.]{1,20})");
  private static final Pattern SAFARI = Pattern.compile("Version/([0-9.]{1,20}).{0,200}Safari/");

  private UserAgent() {}

  static ClientInfo complete(ClientInfo.Builder client, JoinHttp http) {
    String agent = http.userAgent();
    if (client.getAddress().isEmpty()) {
      client.setAddress(http.address());
    }
    if (agent.length() > LONGEST || !client.getBrowser().isEmpty()) {
      return client.build();
    }
    boolean named =
        browser(client, agent, FIREFOX, "Firefox")
            || browser(client, agent, EDGE, "Edge")
            || browser(client, agent, CHROME, "Chrome")
            || browser(client, agent, SAFARI, "Safari");
    if (named && client.getOs().isEmpty()) {
      client.setOs(os(agent));
    }
    return client.build();
  }

  private static boolean browser(
      ClientInfo.Builder client, String agent, Pattern pattern, String name) {
    Matcher matcher = pattern.matcher(agent);
    if (!matcher.find()) {
      return false;
    }
    client.setBrowser(name).setBrowserVersion(matcher.group(1));
    return true;
  }

  private static String os(String agent) {
    if (agent.contains("Android")) {
      return "Android";
    }
    if (agent.contains("iPhone") || agent.contains("iPad")) {
      return "iOS";
    }
    if (agent.contains("Mac OS X")) {
      return "Mac OS X";
    }
    if (agent.contains("Windows")) {
      return "Windows";
    }
    return agent.contains("Linux") ? "Linux" : "";
  }
}
