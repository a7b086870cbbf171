package io.rapat.app.conference;

import io.rapat.app.config.RapatConfig;
import io.rapat.net.MediaConfig;

/// What the operator's settings mean for the media path.
public final class MediaSettings {
  private MediaSettings() {}

  /// The media path's configuration.
  public static MediaConfig of(RapatConfig config) {
    // A tcp_port of 0 switches ICE-TCP off, as in LiveKit; in training any free port is taken.
    boolean anyPort = config.port() == 0;
    int tcpPort = config.rtc().tcpPort() == 0 && !anyPort ? -1 : config.rtc().tcpPort();
    return MediaConfig.builder()
        .ports(config.rtc().udpPort(), tcpPort)
        .addresses(config.bindAddress().orElse("::"), config.rtc().nodeIps())
        .dtls(
            config
                .rtc()
                .dtls()
                .map(name -> MediaConfig.Dtls.valueOf(name.toUpperCase(java.util.Locale.ROOT)))
                .orElse(MediaConfig.Dtls.AUTO))
        .build();
  }
}
