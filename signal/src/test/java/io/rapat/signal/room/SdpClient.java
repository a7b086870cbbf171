package io.rapat.signal.room;

import java.util.ArrayList;
import java.util.List;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;

/// Writes the descriptions of a small client: one audio and one video codec, sections added one by
/// one.
final class SdpClient {

  private static final String FINGERPRINT = "a=fingerprint:sha-256 " + "AB:".repeat(31) + "AB";

  private final List<String> sections = new ArrayList<>();
  private int id;
  private String ufrag = "ufrg";

  /// A client with so many spare sections that receive, and data channels.
  SdpClient(int audios, int videos) {
    for (int i = 0; i < audios; i++) {
      sections.add("audio recvonly");
    }
    for (int i = 0; i < videos; i++) {
      sections.add("video recvonly");
    }
    sections.add("data");
  }

  SdpClient audio(String cid) {
    sections.add("audio sendonly " + cid);
    return this;
  }

  SdpClient video(String cid) {
    sections.add("video sendonly " + cid);
    return this;
  }

  SdpClient simulcast(String cid) {
    sections.add("simulcast sendonly " + cid);
    return this;
  }

  /// The track is no longer sent.
  SdpClient stop(String cid) {
    sections.replaceAll(
        section -> section.endsWith(" " + cid) ? section.split(" ")[0] + " inactive" : section);
    return this;
  }

  SdpClient more(int audios, int videos) {
    for (int i = 0; i < audios; i++) {
      sections.add("audio recvonly");
    }
    for (int i = 0; i < videos; i++) {
      sections.add("video recvonly");
    }
    return this;
  }

  SdpClient restartIce() {
    ufrag = ufrag + "x";
    return this;
  }

  LivekitRtc.SessionDescription offer() {
    return LivekitRtc.SessionDescription.newBuilder()
        .setType("offer")
        .setId(++id)
        .setSdp(text())
        .build();
  }

  SignalRequest.Builder offerMessage() {
    return SignalRequest.newBuilder().setOffer(offer());
  }

  private String text() {
    StringBuilder mids = new StringBuilder();
    StringBuilder body = new StringBuilder();
    for (int mid = 0; mid < sections.size(); mid++) {
      mids.append(' ').append(mid);
      body.append(section(mid, sections.get(mid).split(" ")));
    }
    return lines(
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "t=0 0",
            "a=extmap-allow-mixed",
            "a=group:BUNDLE" + mids)
        + body;
  }

  private String section(int mid, String[] words) {
    String common =
        lines(
            "c=IN IP4 0.0.0.0",
            "a=mid:" + mid,
            "a=setup:actpass",
            "a=ice-ufrag:" + ufrag,
            "a=ice-pwd:passwordpasswordpassword",
            FINGERPRINT);
    return switch (words[0]) {
      case "data" ->
          lines("m=application 9 UDP/DTLS/SCTP webrtc-datachannel")
              + common
              + lines("a=sctp-port:5000", "a=max-message-size:262144");
      case "audio" ->
          lines("m=audio 9 UDP/TLS/RTP/SAVPF 111")
              + common
              + lines(
                  "a=rtcp-mux",
                  "a=rtpmap:111 opus/48000/2",
                  "a=fmtp:111 minptime=10;useinbandfec=1",
                  "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
                  "a=" + words[1])
              + sender(mid, words);
      default ->
          lines("m=video 9 UDP/TLS/RTP/SAVPF 96 97")
              + common
              + lines(
                  "a=rtcp-mux",
                  "a=rtpmap:96 VP8/90000",
                  "a=rtcp-fb:96 nack",
                  "a=rtpmap:97 rtx/90000",
                  "a=fmtp:97 apt=96",
                  "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
                  "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id",
                  "a=" + words[1])
              + sender(mid, words);
    };
  }

  private static String sender(int mid, String[] words) {
    if (words.length < 3) {
      return "";
    }
    String msid = lines("a=msid:- " + words[2]);
    return words[0].equals("simulcast")
        ? msid + lines("a=rid:q send", "a=rid:h send", "a=rid:f send", "a=simulcast:send q;h;f")
        : msid + lines("a=ssrc:" + (5000 + mid) + " cname:c");
  }

  /// The answer to a server's offer that takes all of it.
  static SignalRequest.Builder answer(LivekitRtc.SessionDescription offer) {
    StringBuilder text = new StringBuilder();
    for (String line : offer.getSdp().split("\r\n")) {
      if (line.startsWith("a=ssrc")
          || line.startsWith("a=msid:")
          || line.startsWith("a=candidate")
          || line.equals("a=end-of-candidates")
          || line.equals("a=ice-lite")
          || line.startsWith("a=fingerprint")) {
        continue;
      }
      text.append(answered(line)).append("\r\n");
      if (line.startsWith("a=mid:")) {
        text.append(FINGERPRINT).append("\r\n");
      }
    }
    return SignalRequest.newBuilder()
        .setAnswer(
            LivekitRtc.SessionDescription.newBuilder()
                .setType("answer")
                .setId(offer.getId())
                .setSdp(text.toString()));
  }

  private static String answered(String line) {
    return switch (line) {
      case "a=setup:actpass" -> "a=setup:active";
      case "a=sendrecv", "a=sendonly" -> "a=recvonly";
      case "a=recvonly" -> "a=inactive";
      default -> line.startsWith("a=ice-ufrag:") ? "a=ice-ufrag:clnt" : line;
    };
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}
