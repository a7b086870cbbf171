package io.rapat.app;

import io.rapat.app.account.FirstAdministrator;
import io.rapat.app.config.RapatConfig;
import io.rapat.media.room.MediaEngine;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;

/// What a person sees when the platform runs.
final class StartBlock {
  private StartBlock() {}

  static String of(RapatConfig config, ApplicationContext context) {
    String port = context.getEnvironment().getProperty("local.server.port", "?");
    String host =
        config
            .bindAddress()
            .filter(address -> !address.equals("127.0.0.1"))
            .filter(address -> !address.equals("0.0.0.0"))
            .orElse("localhost");
    String media =
        context.getBean(MediaEngine.class).candidates().stream()
            .map(each -> (each.tcp() ? "tcp " : "udp ") + each.address() + ":" + each.port())
            .collect(Collectors.joining(", "));
    String open = config.http().publicUrl().orElse("http://" + host + ":" + port);
    String setup =
        context
            .getBean(FirstAdministrator.class)
            .newLink()
            .map(secret -> "\n  set up      " + open + "/setup#" + secret)
            .orElse("");
    return """

    Rapat is running.
      open        %s%s
      media       %s
      data        %s
      API key     %s
      stop        Ctrl-C
    """
        .formatted(open, setup, media, config.dataDir(), config.keys().keySet().iterator().next());
  }
}
