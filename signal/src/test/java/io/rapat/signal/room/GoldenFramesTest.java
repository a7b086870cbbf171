package io.rapat.signal.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Frames of real clients and of LiveKit 1.13.5, the smallest and the largest of each kind.
class GoldenFramesTest {

  record Frame(String direction, String kind, byte[] bytes) {
    @Override
    public String toString() {
      return direction + " " + kind + " " + bytes.length;
    }
  }

  static List<Frame> frames() throws IOException {
    try (InputStream in = GoldenFramesTest.class.getResourceAsStream("golden-frames.txt")) {
      return Stream.of(new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n"))
          .map(line -> line.split(" "))
          .map(words -> new Frame(words[0], words[1], HexFormat.of().parseHex(words[2])))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("frames")
  void isReadAndWrittenWithoutLoss(Frame frame) throws InvalidProtocolBufferException {
    MessageLite message;
    String kind;
    if (frame.direction().equals("c2s")) {
      SignalRequest request = SignalRequest.parseFrom(frame.bytes());
      message = request;
      kind = request.getMessageCase().name();
    } else {
      SignalResponse response = SignalResponse.parseFrom(frame.bytes());
      message = response;
      kind = response.getMessageCase().name();
    }

    assertThat(kind.toLowerCase(Locale.ROOT)).isEqualTo(frame.kind());
    assertThat(message.toByteArray()).hasSameSizeAs(frame.bytes());
    assertThat(message.getParserForType().parseFrom(message.toByteArray())).isEqualTo(message);
  }
}
