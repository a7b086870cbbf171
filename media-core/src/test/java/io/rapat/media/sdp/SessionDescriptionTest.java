package io.rapat.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.sdp.MediaSection.Kind;
import io.rapat.media.sdp.SessionDescription.Parsed;
import io.rapat.media.sdp.SessionDescription.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {

  static String captured(String name) {
    try (InputStream in = SessionDescriptionTest.class.getResourceAsStream(name + ".sdp")) {
      if (in == null) {
        throw new IllegalArgumentException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SessionDescription parsed(String text) {
    return switch (SessionDescription.parse(text)) {
      case Parsed(SessionDescription description) -> description;
      case Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "chromium-offer",
        "chromium-answer",
        "firefox-offer",
        "firefox-answer",
        "go-offer",
        "livekit-answer",
        "livekit-offer",
        "rtc-node-offer"
      })
  void printsWhatItParsed(String name) {
    SessionDescription description = parsed(captured(name));

    assertThat(parsed(description.toText())).isEqualTo(description);
  }

  @Test
  void readsTheSectionsOfChromium() {
    SessionDescription offer = parsed(captured("chromium-offer"));

    assertThat(offer.bundle()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(offer.extmapAllowMixed()).isTrue();
    assertThat(offer.iceLite()).isFalse();
    assertThat(offer.media()).hasSize(9);
    MediaSection data = offer.section("6").orElseThrow();
    assertThat(data.kind()).isEqualTo(Kind.APPLICATION);
    assertThat(data.sctpPort()).isEqualTo(5000);
    assertThat(data.maxMessageSize()).isEqualTo(262_144);
    MediaSection spare = offer.section("0").orElseThrow();
    assertThat(spare.direction()).isEqualTo(Direction.RECVONLY);
    assertThat(spare.candidates()).singleElement().extracting(Candidate::port).isEqualTo(53_770);
  }

  @Test
  void readsTheSimulcastCameraOfChromium() {
    MediaSection camera = parsed(captured("chromium-offer")).section("8").orElseThrow();

    assertThat(camera.direction()).isEqualTo(Direction.SENDONLY);
    assertThat(camera.msids().getFirst().track()).isEqualTo("a22ae73b-9de6-4690-858f-d6896e6a0ef4");
    assertThat(camera.rids()).extracting(Rid::id).containsExactly("q", "h", "f");
    assertThat(camera.simulcast().send())
        .extracting(Simulcast.Layer::rid)
        .containsExactly("q", "h", "f");
    assertThat(camera.extensionId("urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id")).isEqualTo(10);
    PayloadFormat vp8 = camera.format(96).orElseThrow();
    assertThat(vp8.encoding()).isEqualTo("VP8");
    assertThat(vp8.feedback()).contains("transport-cc", "nack", "nack pli", "ccm fir");
    assertThat(camera.format(97).orElseThrow().associatedPayloadType()).isEqualTo(96);
    assertThat(camera.format(102).orElseThrow().parameter("profile-level-id")).contains("42001f");
  }

  @Test
  void readsTheSourcesAndOneWayExtensionsOfFirefox() {
    SessionDescription offer = parsed(captured("firefox-offer"));
    MediaSection camera = offer.section("8").orElseThrow();

    assertThat(camera.port()).isZero();
    assertThat(camera.bundleOnly()).isTrue();
    assertThat(camera.rejected()).isFalse();
    assertThat(camera.groups()).hasSize(3);
    assertThat(camera.sources()).hasSize(6);
    assertThat(camera.extensions())
        .contains(
            new HeaderExtension(
                9,
                Optional.of(Direction.SENDONLY),
                "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id"));
    assertThat(camera.extmapAllowMixed()).isTrue();
    assertThat(offer.transportOf(camera).fingerprint().orElseThrow().algorithm())
        .isEqualTo("sha-256");
  }

  @Test
  void readsPausedAndAlternativeLayers() {
    String text =
        captured("chromium-offer").replace("a=simulcast:send q;h;f", "a=simulcast:send ~q,h;f");

    MediaSection camera = parsed(text).section("8").orElseThrow();

    assertThat(camera.simulcast().send())
        .containsExactly(new Simulcast.Layer("q", true), new Simulcast.Layer("f", false));
  }

  @Test
  void joinsTwoParameterLinesOfOneFormat() {
    String text =
        captured("chromium-offer")
            .replace("a=fmtp:98 profile-id=0", "a=fmtp:98 profile-id=0\r\na=fmtp:98 x=1");

    PayloadFormat vp9 = parsed(text).section("8").orElseThrow().format(98).orElseThrow();

    assertThat(vp9.parameters()).isEqualTo("profile-id=0;x=1");
  }

  @Test
  void carriesCandidatesWithoutResolvingThem() {
    String text =
        captured("go-offer")
            .replaceFirst(
                "a=sendrecv\r\n",
                """
                a=sendrecv
                a=candidate:1 1 udp 2122260223 3b6f.local 50000 typ host
                a=candidate:2 1 UDP 2122260223 127.0.0.1 22 typ host generation 0
                a=candidate:nonsense
                """);

    List<Candidate> candidates = parsed(text).media().getFirst().candidates();

    assertThat(candidates)
        .extracting(Candidate::address)
        .containsExactly("3b6f.local", "127.0.0.1");
  }

  @Test
  void readsTrickledCandidates() {
    assertThat(
            Candidate.parse(
                "candidate:1984910614 1 tcp 1671430143 192.0.2.10 27881 typ host tcptype passive"))
        .contains(
            new Candidate(
                "1984910614", 1, "tcp", 1_671_430_143L, "192.0.2.10", 27_881, "host", "passive"));
    assertThat(Candidate.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"chromium-offer", "firefox-offer", "go-offer", "livekit-offer"})
  void survivesTruncationAtEachLength(String name) {
    String text = captured(name);
    int step = Math.max(1, text.length() / 700);

    for (int length = 0; length <= text.length(); length += step) {
      if (SessionDescription.parse(text.substring(0, length)) instanceof Parsed(var description)) {
        assertThat(parsed(description.toText())).isEqualTo(description);
      }
    }
  }

  @Test
  void survivesDamagedBytes() {
    long seed = 20_261_124;
    var random = new Random(seed);
    String[] names = {"chromium-offer", "firefox-offer", "rtc-node-offer", "livekit-offer"};
    int parsed = 0;
    for (int round = 0; round < 800; round++) {
      var text = new StringBuilder(captured(names[round % names.length]));
      for (int i = random.nextInt(4); i >= 0; i--) {
        text.setCharAt(random.nextInt(text.length()), (char) (random.nextInt(96) + 32));
      }
      if (SessionDescription.parse(text.toString()) instanceof Parsed(var description)) {
        parsed++;
        assertThat(parsed(description.toText())).as("seed %d", seed).isEqualTo(description);
      }
    }
    assertThat(parsed).isGreaterThan(50);
  }
}
