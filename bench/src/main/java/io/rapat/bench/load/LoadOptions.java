package io.rapat.bench.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What to load, as the command line says it.
///
/// - `loss`: share of received RTP that each subscriber throws away before looking at it
/// - `simulcast`: video in three layers with rids, else the highest layer alone
/// - `data`: publishers send messages on both data channels
/// - `dtx`: audio with a browser's timing and its gaps of silence, else a packet each 20 ms
record LoadOptions(
    URI url,
    String apiKey,
    String apiSecret,
    String room,
    int publishers,
    boolean audio,
    boolean dtx,
    boolean video,
    boolean simulcast,
    boolean data,
    int subscribers,
    Duration duration,
    double loss,
    long seed) {

  static final String USAGE =
      """
      usage: LoadMain [options]
        --url ws://127.0.0.1:7880   the server
        --api-key devkey  --api-secret secret
        --room load
        --publishers 1    --video vp8|none  --audio opus|dtx|none  --simulcast
        --data            each publisher sends ten messages a second, reliable and lossy each
        --subscribers 1   each subscribes to everything
        --duration 60s    how long is measured; 500ms, 2m
        --loss 0.02       each subscriber drops this share of what it receives
        --seed 1          for the loss
        --reference-call  one publisher with audio and video, one subscriber
      Prints one JSON document on standard output.
      """;

  private static final int MAX_PARTICIPANTS = 2000;
  private static final Duration MAX_DURATION = Duration.ofHours(24);

  /// Outcome of reading a command line.
  sealed interface Parsed {
    record Options(LoadOptions options) implements Parsed {}

    record Problems(List<String> problems) implements Parsed {}
  }

  static Parsed parse(List<String> arguments) {
    Builder builder = new Builder();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      try {
        if (builder.flag(name)) {
          continue;
        }
        if (i + 1 == arguments.size()) {
          problems.add(name + " needs a value, or is unknown");
        } else if (!builder.value(name, arguments.get(++i))) {
          problems.add("unknown option " + name);
        }
      } catch (IllegalArgumentException e) {
        problems.add(name + ": " + e.getMessage());
      }
    }
    return problems.isEmpty()
        ? new Parsed.Options(builder.build())
        : new Parsed.Problems(List.copyOf(problems));
  }

  private static Duration duration(String text) {
    if (text.endsWith("ms")) {
      return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
    }
    long amount = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(amount);
      case 'm' -> Duration.ofMinutes(amount);
      case 'h' -> Duration.ofHours(amount);
      default -> throw new IllegalArgumentException("a number and ms, s, m or h");
    };
  }

  private static final class Builder {
    private URI url = URI.create("ws://127.0.0.1:7880");
    private String apiKey = "devkey";
    private String apiSecret = "secret";
    private String room = "load";
    private int publishers = 1;
    private boolean audio = true;
    private boolean dtx;
    private boolean video = true;
    private boolean simulcast;
    private boolean data;
    private int subscribers = 1;
    private Duration duration = Duration.ofSeconds(60);
    private double loss;
    private long seed = 1;

    boolean flag(String name) {
      switch (name) {
        case "--simulcast" -> simulcast = true;
        case "--data" -> data = true;
        case "--reference-call" -> {
          publishers = 1;
          subscribers = 1;
          audio = true;
          video = true;
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    boolean value(String name, String value) {
      switch (name) {
        case "--url" -> url = URI.create(value);
        case "--api-key" -> apiKey = value;
        case "--api-secret" -> apiSecret = value;
        case "--room" -> room = value;
        case "--publishers" -> publishers = count(value);
        case "--subscribers" -> subscribers = count(value);
        case "--video" -> video = oneOf(value, "vp8", "none").equals("vp8");
        case "--audio" -> {
          audio = !oneOf(value, "opus", "dtx", "none").equals("none");
          dtx = value.equals("dtx");
        }
        case "--duration" -> duration = bounded(duration(value));
        case "--loss" -> loss = share(value);
        case "--seed" -> seed = Long.parseLong(value);
        default -> {
          return false;
        }
      }
      return true;
    }

    private static int count(String value) {
      int count = Integer.parseInt(value);
      if (count < 0 || count > MAX_PARTICIPANTS) {
        throw new IllegalArgumentException("0 to " + MAX_PARTICIPANTS);
      }
      return count;
    }

    private static double share(String value) {
      double share = Double.parseDouble(value);
      if (!(share >= 0 && share < 1)) {
        throw new IllegalArgumentException("0 to 1");
      }
      return share;
    }

    private static Duration bounded(Duration duration) {
      if (!duration.isPositive() || duration.compareTo(MAX_DURATION) > 0) {
        throw new IllegalArgumentException("more than nothing, at most a day");
      }
      return duration;
    }

    private static String oneOf(String value, String... allowed) {
      if (!List.of(allowed).contains(value)) {
        throw new IllegalArgumentException("one of " + String.join(", ", allowed));
      }
      return value;
    }

    LoadOptions build() {
      return new LoadOptions(
          url,
          apiKey,
          apiSecret,
          room,
          publishers,
          audio,
          dtx,
          video,
          simulcast,
          data,
          subscribers,
          duration,
          loss,
          seed);
    }
  }
}
