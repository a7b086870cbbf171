package io.rapat.bench.load;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// The session description that a participant offers (RFC 8866, RFC 9429), with one peer connection
/// for both directions. Sections are only ever added.
final class Offer {
  static final int OPUS = 111;
  static final int VP8 = 96;
  static final int VP8_RTX = 97;
  static final int EXTENSION_LEVEL = 1;
  static final int EXTENSION_MID = 4;
  static final int EXTENSION_RID = 10;
  static final int EXTENSION_REPAIRED_RID = 11;
  static final List<String> RIDS = List.of("q", "h", "f");

  /// What is published in a section.
  ///
  /// @param cid the track id that signalling announced
  /// @param rids layers from low to high; empty without simulcast
  record Track(String cid, List<String> rids, int ssrc, int rtxSsrc) {}

  private sealed interface Section {
    record Publish(boolean video, Track track) implements Section {}

    record Receive(boolean video) implements Section {}

    record Data() implements Section {}
  }

  private final List<Section> sections = new ArrayList<>();
  private final String ufrag;
  private final String password;
  private final byte[] fingerprint;
  private final long session;
  private int version;

  Offer(String ufrag, String password, byte[] fingerprint, long session) {
    this.ufrag = ufrag;
    this.password = password;
    this.fingerprint = fingerprint.clone();
    this.session = session >>> 2;
    sections.add(new Section.Data());
  }

  /// Adds a section to send in; returns its mid.
  String publish(boolean video, Track track) {
    return add(new Section.Publish(video, track));
  }

  /// Adds a section to receive in; returns its mid.
  String receive(boolean video) {
    return add(new Section.Receive(video));
  }

  private String add(Section section) {
    sections.add(section);
    return Integer.toString(sections.size() - 1);
  }

  String text() {
    StringBuilder out = new StringBuilder();
    line(out, "v=0");
    line(out, "o=- " + session + " " + ++version + " IN IP4 127.0.0.1");
    line(out, "s=-");
    line(out, "t=0 0");
    StringBuilder mids = new StringBuilder("a=group:BUNDLE");
    for (int mid = 0; mid < sections.size(); mid++) {
      mids.append(' ').append(mid);
    }
    line(out, mids.toString());
    line(out, "a=extmap-allow-mixed");
    line(out, "a=msid-semantic: WMS *");
    for (int mid = 0; mid < sections.size(); mid++) {
      section(out, mid, sections.get(mid));
    }
    return out.toString();
  }

  private void section(StringBuilder out, int mid, Section section) {
    switch (section) {
      case Section.Data() -> {
        line(out, "m=application 9 UDP/DTLS/SCTP webrtc-datachannel");
        transport(out, mid);
        line(out, "a=sctp-port:5000");
        line(out, "a=max-message-size:262144");
      }
      case Section.Receive(boolean video) -> {
        media(out, video);
        transport(out, mid);
        line(out, "a=recvonly");
        formats(out, video);
      }
      case Section.Publish(boolean video, Track track) -> {
        media(out, video);
        transport(out, mid);
        line(out, "a=sendonly");
        line(out, "a=msid:" + track.cid + " " + track.cid);
        formats(out, video);
        sources(out, track, video);
      }
    }
  }

  private static void media(StringBuilder out, boolean video) {
    line(
        out,
        video
            ? "m=video 9 UDP/TLS/RTP/SAVPF " + VP8 + " " + VP8_RTX
            : "m=audio 9 UDP/TLS/RTP/SAVPF " + OPUS);
  }

  private void transport(StringBuilder out, int mid) {
    line(out, "c=IN IP4 0.0.0.0");
    line(out, "a=setup:actpass");
    line(out, "a=mid:" + mid);
    line(out, "a=ice-ufrag:" + ufrag);
    line(out, "a=ice-pwd:" + password);
    String digest = HexFormat.ofDelimiter(":").formatHex(fingerprint).toUpperCase(Locale.ROOT);
    line(out, "a=fingerprint:sha-256 " + digest);
    line(out, "a=ice-options:trickle");
  }

  private static void formats(StringBuilder out, boolean video) {
    line(out, "a=rtcp-mux");
    line(out, "a=rtcp-rsize");
    line(out, "a=extmap:" + EXTENSION_MID + " urn:ietf:params:rtp-hdrext:sdes:mid");
    if (!video) {
      line(out, "a=extmap:" + EXTENSION_LEVEL + " urn:ietf:params:rtp-hdrext:ssrc-audio-level");
      line(out, "a=rtpmap:" + OPUS + " opus/48000/2");
      line(out, "a=fmtp:" + OPUS + " minptime=10;useinbandfec=1");
      return;
    }
    line(out, "a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time");
    line(out, "a=extmap:" + EXTENSION_RID + " urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id");
    line(
        out,
        "a=extmap:"
            + EXTENSION_REPAIRED_RID
            + " urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id");
    line(out, "a=rtpmap:" + VP8 + " VP8/90000");
    line(out, "a=rtcp-fb:" + VP8 + " goog-remb");
    line(out, "a=rtcp-fb:" + VP8 + " ccm fir");
    line(out, "a=rtcp-fb:" + VP8 + " nack");
    line(out, "a=rtcp-fb:" + VP8 + " nack pli");
    line(out, "a=rtpmap:" + VP8_RTX + " rtx/90000");
    line(out, "a=fmtp:" + VP8_RTX + " apt=" + VP8);
  }

  private static void sources(StringBuilder out, Track track, boolean video) {
    if (!track.rids.isEmpty()) {
      for (String rid : track.rids) {
        line(out, "a=rid:" + rid + " send");
      }
      line(out, "a=simulcast:send " + String.join(";", track.rids));
      return;
    }
    String ssrc = Integer.toUnsignedString(track.ssrc);
    String rtx = Integer.toUnsignedString(track.rtxSsrc);
    if (video) {
      line(out, "a=ssrc-group:FID " + ssrc + " " + rtx);
    }
    line(out, "a=ssrc:" + ssrc + " cname:load");
    line(out, "a=ssrc:" + ssrc + " msid:" + track.cid + " " + track.cid);
    if (video) {
      line(out, "a=ssrc:" + rtx + " cname:load");
      line(out, "a=ssrc:" + rtx + " msid:" + track.cid + " " + track.cid);
    }
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append("\r\n");
  }
}
