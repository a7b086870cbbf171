package io.rapat.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.sdp.SessionDescription;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignallingTest {
  @Test
  void offersWhatASessionDescriptionParserReads() {
    Offer offer = new Offer("ufrag123", "password0123456789012345", new byte[32], 1);
    offer.publish(false, new Offer.Track("a", List.of(), 1, 2));
    offer.publish(true, new Offer.Track("v", Offer.RIDS, 3, 4));
    offer.publish(true, new Offer.Track("w", List.of(), 5, 6));
    offer.receive(true);

    assertThat(SessionDescription.parse(offer.text()))
        .isInstanceOfSatisfying(
            SessionDescription.Parsed.class,
            parsed -> assertThat(parsed.description().media()).hasSize(5));
  }

  @Test
  void readsAnAnswer() {
    Answer answer =
        Answer.parse(
            """
            v=0
            a=fingerprint:sha-256 AB:CD
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            a=setup:active
            a=mid:3
            a=ice-ufrag:u
            a=ice-pwd:p
            a=candidate:1 1 udp 2130706431 127.0.0.1 7882 typ host
            a=candidate:2 1 tcp 1671430143 127.0.0.1 7881 typ host tcptype passive
            a=ssrc-group:FID 3476186327 2656399650
            a=ssrc:3476186327 cname:x
            """);

    assertThat(answer.active()).isTrue();
    assertThat(answer.candidates())
        .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 7882));
    assertThat(answer.streams()).containsEntry((int) 3_476_186_327L, new Answer.Stream("3", true));
    assertThat(answer.repairs()).containsEntry((int) 2_656_399_650L, (int) 3_476_186_327L);
    assertThat(answer.fingerprint()).containsExactly(0xab, 0xcd);
  }

  @Test
  void makesATokenForTheRoom() {
    LoadOptions options =
        ((LoadOptions.Parsed.Options) LoadOptions.parse(List.of("--room", "a\"b"))).options();

    String[] parts = AccessToken.of(options, "me", 1000).split("\\.");

    assertThat(parts).hasSize(3);
    assertThat(new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8))
        .isEqualTo(
            "{\"iss\":\"devkey\",\"sub\":\"me\",\"nbf\":990,\"exp\":173800,"
                + "\"video\":{\"roomJoin\":true,\"room\":\"a\\\"b\"}}");
  }

  @Test
  void writesJson() {
    assertThat(Json.of(List.of(1.5, true, "x\n")))
        .isEqualTo("[\n  1.500,\n  true,\n  \"x\\u000a\"\n]\n");
  }
}
