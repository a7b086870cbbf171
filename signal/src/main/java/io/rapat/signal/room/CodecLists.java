package io.rapat.signal.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livekit.LivekitModels.ClientConfiguration;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitModels.Codec;
import livekit.LivekitModels.DisabledCodecs;

/// The codecs clients are told of, and those that particular browsers must be kept from.
final class CodecLists {

  /// What may be published, video first: one client depends on it.
  private static final List<Codec> PUBLISHABLE =
      List.of(
          codec("video/VP8"),
          codec("video/H264"),
          codec("video/VP9"),
          codec("video/AV1"),
          codec("audio/opus"),
          codec("audio/red"));

  /// `Room.enabled_codecs`.
  static final List<Codec> ENABLED =
      List.of(
          codec("audio/opus"),
          codec("audio/red"),
          codec("video/VP8"),
          codec("video/H264"),
          codec("video/VP9"),
          codec("video/AV1"),
          codec("video/rtx"));

  private CodecLists() {}

  private static Codec codec(String mime) {
    return Codec.newBuilder().setMime(mime).build();
  }

  static List<Codec> publishable(ClientInfo client) {
    List<Codec> list = new ArrayList<>(PUBLISHABLE);
    ClientConfiguration configuration = configuration(client);
    list.removeAll(configuration.getDisabledCodecs().getCodecsList());
    list.removeAll(configuration.getDisabledCodecs().getPublishList());
    return list;
  }

  /// What is broken in known browsers: AV1 in Safari and VP9 sending in new ones; H.264 sending in
  /// Firefox on Linux and Android.
  static ClientConfiguration configuration(ClientInfo client) {
    String browser = client.getBrowser().toLowerCase(Locale.ROOT);
    String os = client.getOs().toLowerCase(Locale.ROOT);
    DisabledCodecs.Builder disabled = DisabledCodecs.newBuilder();
    if (browser.equals("safari")) {
      disabled.addCodecs(codec("video/AV1"));
      if (isNewerSafari(client.getBrowserVersion())) {
        disabled.addPublish(codec("video/VP9"));
      }
    } else if (browser.equals("firefox") && (os.contains("linux") || os.contains("android"))) {
      disabled.addPublish(codec("video/H264"));
    }
    return disabled.getCodecsCount() + disabled.getPublishCount() == 0
        ? ClientConfiguration.getDefaultInstance()
        : ClientConfiguration.newBuilder().setDisabledCodecs(disabled).build();
  }

  /// Newer than 18.3.
  private static boolean isNewerSafari(String version) {
    String[] parts = version.split("\\.");
    try {
      int major = Integer.parseInt(parts[0]);
      int minor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
      return major > 18 || (major == 18 && minor > 3);
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
