package io.rapat.media.sdp;

import static io.rapat.media.sdp.SessionDescriptionTest.captured;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.sdp.SessionDescription.Parsed;
import io.rapat.media.sdp.SessionDescription.Reason;
import io.rapat.media.sdp.SessionDescription.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDescriptionTest {

  private static final String HEAD = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";
  private static final String TRANSPORT =
      "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 "
          + "AA:".repeat(31)
          + "AA\r\na=setup:actpass\r\n";

  private static String section(int mid) {
    return "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:" + mid + "\r\na=rtpmap:111 opus/48000/2\r\n";
  }

  private static Reason refusal(String text) {
    return switch (SessionDescription.parse(text)) {
      case Refused(int _, Reason reason) -> reason;
      case Parsed _ -> throw new AssertionError("parsed");
    };
  }

  @Test
  void acceptsTheSmallestDescription() {
    assertThat(SessionDescription.parse(HEAD + TRANSPORT + section(0))).isInstanceOf(Parsed.class);
  }

  @Test
  void refusesAMegabyte() {
    assertThat(refusal(HEAD + "a=x:" + "y".repeat(1 << 20))).isEqualTo(Reason.TOO_LONG);
  }

  @Test
  void refusesTenThousandLines() {
    assertThat(refusal(HEAD + "a=x\r\n".repeat(10_000))).isEqualTo(Reason.TOO_MANY_LINES);
    assertThat(refusal(HEAD + TRANSPORT + section(0) + "a=x\r\n".repeat(10_000)))
        .isEqualTo(Reason.TOO_MANY_LINES);
  }

  @Test
  void acceptsABrowserThatReceivesFromAHundredOthers() {
    String spare = captured("chromium-offer");
    String video =
        spare.substring(
            spare.indexOf("m=video"), spare.indexOf("m=video", spare.indexOf("m=video") + 1));
    String audio =
        spare.substring(
            spare.indexOf("m=audio"), spare.indexOf("m=audio", spare.indexOf("m=audio") + 1));
    var text = new StringBuilder(HEAD + TRANSPORT);
    for (int mid = 0; mid < 100; mid++) {
      text.append(audio.replace("a=mid:0", "a=mid:a" + mid));
      text.append(video.replace("a=mid:3", "a=mid:v" + mid));
    }

    assertThat(SessionDescription.parse(text.toString())).isInstanceOf(Parsed.class);
  }

  @Test
  void refusesAThousandSections() {
    var text = new StringBuilder(HEAD + TRANSPORT);
    for (int mid = 0; mid < 1_000; mid++) {
      text.append(section(mid));
    }
    assertThat(refusal(text.toString())).isEqualTo(Reason.TOO_MANY_SECTIONS);
  }

  @Test
  void namesTheRefusedLine() {
    String text = HEAD + TRANSPORT + "m=audio 9 UDP/TLS/RTP/SAVPF 111 0 111\r\na=mid:0\r\n";

    assertThat(SessionDescription.parse(text))
        .isEqualTo(new Refused(9, Reason.DUPLICATE_PAYLOAD_TYPE));
  }

  @Test
  void refusesTwoSectionsOfOneName() {
    assertThat(refusal(HEAD + TRANSPORT + section(0) + section(0))).isEqualTo(Reason.DUPLICATE_MID);
  }

  @Test
  void refusesASectionOfTwoNames() {
    assertThat(refusal(HEAD + TRANSPORT + section(0) + "a=mid:1\r\n"))
        .isEqualTo(Reason.DUPLICATE_MID);
  }

  @Test
  void refusesASectionWithoutName() {
    assertThat(refusal(HEAD + TRANSPORT + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"))
        .isEqualTo(Reason.MISSING_MID);
  }

  @Test
  void refusesAMissingFingerprint() {
    String text = HEAD + TRANSPORT.replaceAll("a=fingerprint[^\r]*\r\n", "") + section(0);

    assertThat(refusal(text)).isEqualTo(Reason.MISSING_FINGERPRINT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha-1", "SHA-1", "md5", "md2", "unknown"})
  void refusesWeakFingerprints(String algorithm) {
    String text = HEAD + TRANSPORT.replace("sha-256", algorithm) + section(0);

    assertThat(refusal(text)).isEqualTo(Reason.WEAK_FINGERPRINT);
  }

  @Test
  void passesAWeakFingerprintBesideAStrongOne() {
    String text =
        HEAD + "a=fingerprint:sha-1 " + "AA:".repeat(19) + "AA\r\n" + TRANSPORT + section(0);

    assertThat(SessionDescription.parse(text)).isInstanceOf(Parsed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=setup:holdconn", "a=setup:", "a=setup:actpass\na=setup:active"})
  void refusesContradictorySetups(String setup) {
    assertThat(refusal(HEAD + TRANSPORT.replace("a=setup:actpass", setup) + section(0)))
        .isEqualTo(Reason.SETUP_CONFLICT);
  }

  @Test
  void refusesSectionsWithDifferentSetups() {
    String text = HEAD + TRANSPORT + section(0) + section(1) + "a=setup:active\r\n";

    assertThat(refusal(text)).isEqualTo(Reason.SETUP_CONFLICT);
  }

  @Test
  void refusesOneExtensionIdForTwoExtensions() {
    String text = HEAD + TRANSPORT + section(0) + "a=extmap:1 urn:a\r\na=extmap:1 urn:b\r\n";

    assertThat(refusal(text)).isEqualTo(Reason.DUPLICATE_EXTENSION_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 9 RTP/AVP 0",
        "m=text 9 UDP/TLS/RTP/SAVPF 98",
        "m=application 9 DTLS/SCTP 5000",
        "m=application 9 UDP/DTLS/SCTP other"
      })
  void refusesOtherMedia(String line) {
    assertThat(refusal(HEAD + TRANSPORT + line + "\r\n")).isEqualTo(Reason.UNSUPPORTED_MEDIA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "m=audio 99999 UDP/TLS/RTP/SAVPF 0",
        "m=audio -1 UDP/TLS/RTP/SAVPF 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 128",
        "m=audio 9 UDP/TLS/RTP/SAVPF x",
        "m=audio",
        "nonsense",
        "a"
      })
  void refusesMalformedLines(String line) {
    assertThat(refusal(HEAD + TRANSPORT + line + "\r\n")).isEqualTo(Reason.MALFORMED_LINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=ice-ufrag:a b c d",
        "a=ice-ufrag:abc",
        "a=ice-pwd:short",
        "a=fingerprint:sha-256 AA",
        "a=fingerprint:sha-256",
        "a=rtpmap:111 opus",
        "a=rtpmap:111 opus/0",
        "a=rtpmap:111 opus/48000/2/2",
        "a=extmap:0 urn:a",
        "a=extmap:1/up urn:a",
        "a=ssrc:4294967296 cname:a",
        "a=ssrc-group:FID -1 2",
        "a=rid:ä send",
        "a=rid:q both",
        "a=sctp-port:65536",
        "a=max-message-size:-1",
        "a=msid:"
      })
  void refusesMalformedAttributes(String line) {
    assertThat(refusal(HEAD + TRANSPORT + section(0) + line + "\r\n"))
        .isEqualTo(Reason.MALFORMED_ATTRIBUTE);
  }

  @Test
  void refusesCredentialsWithoutPassword() {
    String text = HEAD + TRANSPORT.replaceAll("a=ice-pwd[^\r]*\r\n", "") + section(0);

    assertThat(refusal(text)).isEqualTo(Reason.MISSING_ICE_CREDENTIALS);
  }

  @Test
  void refusesControlCharacters() {
    assertThat(refusal(HEAD + "a=x:\u0000\r\n")).isEqualTo(Reason.MALFORMED_LINE);
  }

  @Test
  void refusesOtherTexts() {
    assertThat(refusal("")).isEqualTo(Reason.MALFORMED_LINE);
    assertThat(refusal("{\"type\":\"offer\"}")).isEqualTo(Reason.MALFORMED_LINE);
    assertThat(refusal(captured("go-offer").substring(5))).isEqualTo(Reason.MALFORMED_LINE);
  }

  @Test
  void hidesPasswordsFromLogs() {
    assertThat(new IceAttributes("abcd", "topsecret").toString()).doesNotContain("topsecret");
  }
}
