package io.rapat.signal.negotiation;

import io.rapat.media.room.Codec;
import io.rapat.media.room.MediaKind;
import io.rapat.media.sdp.SessionDescription;
import io.rapat.media.sdp.SessionDescription.Parsed;
import io.rapat.media.sdp.SessionDescription.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// What unmodified clients and LiveKit 1.13.5 said to each other about sections and tracks.
///
/// The file holds records, each begun by U+001E, a line of fields divided by tabs, and the text of
/// a description.
final class Captured {

  /// A message of a participant in a scenario, which is named by client, version and number, for
  /// example `chromium-v1/01`.
  sealed interface Message {
    String scenario();

    String who();
  }

  /// @param fromClient who wrote it
  /// @param offer whether it is an offer
  /// @param tracks `mid_to_track_id`
  record Description(
      String scenario,
      String who,
      boolean fromClient,
      boolean offer,
      int id,
      Map<String, String> tracks,
      SessionDescription description)
      implements Message {}

  record Announcement(String scenario, String who, UpTrack track) implements Message {}

  private static final List<Message> ALL = load();

  private Captured() {}

  /// Every message whose scenario begins like that, in order.
  static List<Message> of(String scenario) {
    return ALL.stream().filter(message -> message.scenario().startsWith(scenario)).toList();
  }

  /// The messages of each participant of each scenario.
  static Map<String, List<Message>> conversations(String version) {
    Map<String, List<Message>> conversations = new LinkedHashMap<>();
    for (Message message : ALL) {
      if (message.scenario().contains(version)) {
        conversations
            .computeIfAbsent(message.scenario() + " " + message.who(), _ -> new ArrayList<>())
            .add(message);
      }
    }
    return conversations;
  }

  /// A client's offer of a scenario, counted from 0.
  static SessionDescription offer(String scenario, String who, int index) {
    return of(scenario).stream()
        .filter(message -> message.who().equals(who))
        .filter(Description.class::isInstance)
        .map(Description.class::cast)
        .filter(d -> d.fromClient() && d.offer())
        .skip(index)
        .findFirst()
        .orElseThrow()
        .description();
  }

  static SessionDescription parsed(String text) {
    return switch (SessionDescription.parse(text)) {
      case Parsed(SessionDescription description) -> description;
      case Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static List<Message> load() {
    try (InputStream in = Captured.class.getResourceAsStream("captured.txt.gz")) {
      if (in == null) {
        throw new IllegalStateException("captured.txt.gz is missing");
      }
      String text = new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8);
      List<Message> messages = new ArrayList<>();
      for (String record : text.substring(1).split("\u001e", -1)) {
        int newline = record.indexOf('\n');
        messages.add(
            message(record.substring(0, newline).split("\t", -1), record.substring(newline + 1)));
      }
      return List.copyOf(messages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Message message(String[] fields, String body) {
    if (fields[3].equals("track")) {
      return new Announcement(fields[0], fields[1], track(fields));
    }
    return new Description(
        fields[0],
        fields[1],
        fields[2].equals("c2s"),
        fields[3].equals("offer"),
        Integer.parseInt(fields[4]),
        tracks(fields[5]),
        parsed(body));
  }

  private static Map<String, String> tracks(String list) {
    Map<String, String> tracks = new LinkedHashMap<>();
    for (String entry : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      int equals = entry.indexOf('=');
      tracks.put(entry.substring(0, equals), entry.substring(equals + 1));
    }
    return tracks;
  }

  private static UpTrack track(String[] fields) {
    List<UpTrack.UpCodec> codecs = new ArrayList<>();
    for (String entry : fields[8].isEmpty() ? new String[0] : fields[8].split(",", -1)) {
      int equals = entry.indexOf('=');
      Codec codec = Codec.valueOf(entry.substring(0, equals).toUpperCase(Locale.ROOT));
      codecs.add(new UpTrack.UpCodec(codec, entry.substring(equals + 1)));
    }
    return new UpTrack(
        fields[4],
        fields[6],
        MediaKind.valueOf(fields[7]),
        codecs,
        fields[9].contains("TF_STEREO"),
        !fields[9].contains("TF_NO_DTX"),
        fields[10].isEmpty());
  }
}
