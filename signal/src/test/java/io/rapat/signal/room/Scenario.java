package io.rapat.signal.room;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalRequest;

/// What real clients sent in a scenario, and the kinds of what LiveKit 1.13.5 sent back.
final class Scenario {

  /// One message, or the opening of a WebSocket.
  ///
  /// @param connection its number in the scenario
  /// @param kind of the message, `open` for the opening
  /// @param content what a client sent
  record Line(
      long millis, int connection, String who, boolean fromClient, String kind, Struct content) {

    boolean opens() {
      return kind.equals("open");
    }

    SignalRequest request() {
      return merge(content, SignalRequest.newBuilder()).build();
    }

    JoinRequest joinRequest() {
      return merge(content, JoinRequest.newBuilder()).build();
    }
  }

  private Scenario() {}

  static List<Line> load(String name) {
    try (InputStream in = Scenario.class.getResourceAsStream(name + ".jsonl.gz");
        GZIPInputStream unzipped = new GZIPInputStream(in)) {
      String text = new String(unzipped.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().map(Scenario::line).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Line line(String json) {
    Struct line = merge(json, Struct.newBuilder()).build();
    return new Line(
        (long) line.getFieldsOrThrow("t").getNumberValue(),
        (int) line.getFieldsOrThrow("conn").getNumberValue(),
        line.getFieldsOrThrow("who").getStringValue(),
        line.getFieldsOrThrow("dir").getStringValue().equals("c2s"),
        line.getFieldsOrThrow("kind").getStringValue(),
        line.containsFields("json")
            ? line.getFieldsOrThrow("json").getStructValue()
            : Struct.getDefaultInstance());
  }

  private static <B extends Message.Builder> B merge(Struct content, B builder) {
    try {
      return merge(JsonFormat.printer().print(content), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <B extends Message.Builder> B merge(String json, B builder) {
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(json, builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
  }
}
