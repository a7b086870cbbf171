package io.rapat.media.sdp;

/// Writes descriptions in the order of lines that browsers are known to read.
final class SdpPrinter {

  private final StringBuilder out = new StringBuilder(4096);

  private SdpPrinter() {}

  static String print(SessionDescription description) {
    var printer = new SdpPrinter();
    printer.session(description);
    for (MediaSection section : description.media()) {
      printer.section(section);
    }
    return printer.out.toString();
  }

  private void session(SessionDescription description) {
    line("v=0");
    Origin origin = description.origin();
    line("o=- " + origin.sessionId() + " " + origin.version() + " IN IP4 0.0.0.0");
    line("s=-");
    line("t=0 0");
    if (!description.bundle().isEmpty()) {
      line("a=group:BUNDLE " + String.join(" ", description.bundle()));
    }
    line("a=msid-semantic: WMS *");
    if (description.iceLite()) {
      line("a=ice-lite");
    }
    if (description.extmapAllowMixed()) {
      line("a=extmap-allow-mixed");
    }
    transport(description.transport());
  }

  private void section(MediaSection section) {
    mediaLine(section);
    line("c=IN IP4 0.0.0.0");
    transport(section.transport());
    line("a=mid:" + section.mid());
    flag(section.bundleOnly(), "bundle-only");
    flag(section.rtcpMux(), "rtcp-mux");
    flag(section.rtcpReducedSize(), "rtcp-rsize");
    flag(section.extmapAllowMixed(), "extmap-allow-mixed");
    section.formats().forEach(this::format);
    for (HeaderExtension extension : section.extensions()) {
      String direction = extension.direction().map(d -> "/" + d.attribute()).orElse("");
      line("a=extmap:" + extension.id() + direction + " " + extension.uri());
    }
    line("a=" + section.direction().attribute());
    streams(section);
    simulcast(section);
    if (section.sctpPort() != 0) {
      line("a=sctp-port:" + section.sctpPort());
    }
    if (section.maxMessageSize() >= 0) {
      line("a=max-message-size:" + section.maxMessageSize());
    }
    for (Candidate candidate : section.candidates()) {
      line("a=candidate:" + candidate.toText());
    }
    flag(section.endOfCandidates(), "end-of-candidates");
  }

  private void mediaLine(MediaSection section) {
    out.append("m=").append(section.kind().media()).append(' ').append(section.port());
    out.append(' ').append(section.protocol());
    if (section.kind() == MediaSection.Kind.APPLICATION) {
      out.append(" webrtc-datachannel");
    }
    for (PayloadFormat format : section.formats()) {
      out.append(' ').append(format.payloadType());
    }
    out.append("\r\n");
  }

  private void transport(TransportAttributes transport) {
    transport
        .ice()
        .ifPresent(ice -> {
          line("a=ice-ufrag:" + ice.ufrag());
          line("a=ice-pwd:" + ice.password());
        });
    transport
        .fingerprint()
        .ifPresent(print -> line("a=fingerprint:" + print.algorithm() + " " + print.hex()));
    transport.setup().ifPresent(setup -> line("a=setup:" + setup.attribute()));
  }

  private void format(PayloadFormat format) {
    int type = format.payloadType();
    if (!format.encoding().isEmpty()) {
      String channels = format.channels() == 1 ? "" : "/" + format.channels();
      line("a=rtpmap:" + type + " " + format.encoding() + "/" + format.clockRate() + channels);
    }
    if (!format.parameters().isEmpty()) {
      line("a=fmtp:" + type + " " + format.parameters());
    }
    for (String feedback : format.feedback()) {
      line("a=rtcp-fb:" + type + " " + feedback);
    }
  }

  private void streams(MediaSection section) {
    for (Msid msid : section.msids()) {
      line("a=msid:" + text(msid));
    }
    for (SourceGroup group : section.groups()) {
      out.append("a=ssrc-group:").append(group.semantics());
      group.ssrcs().forEach(ssrc -> out.append(' ').append((long) ssrc));
      out.append("\r\n");
    }
    for (SourceDescription source : section.sources()) {
      line("a=ssrc:" + source.ssrc() + " cname:" + source.cname());
      source.msid().ifPresent(msid -> line("a=ssrc:" + source.ssrc() + " msid:" + text(msid)));
    }
  }

  private void simulcast(MediaSection section) {
    for (Rid rid : section.rids()) {
      String restrictions = rid.restrictions().isEmpty() ? "" : " " + rid.restrictions();
      line("a=rid:" + rid.id() + (rid.send() ? " send" : " recv") + restrictions);
    }
    Simulcast simulcast = section.simulcast();
    if (simulcast.isNone()) {
      return;
    }
    out.append("a=simulcast:");
    layers("send ", simulcast.send());
    if (!simulcast.send().isEmpty() && !simulcast.receive().isEmpty()) {
      out.append(' ');
    }
    layers("recv ", simulcast.receive());
    out.append("\r\n");
  }

  private void layers(String direction, Iterable<Simulcast.Layer> layers) {
    String separator = direction;
    for (Simulcast.Layer layer : layers) {
      out.append(separator).append(layer.paused() ? "~" : "").append(layer.rid());
      separator = ";";
    }
  }

  private static String text(Msid msid) {
    return msid.track().isEmpty() ? msid.stream() : msid.stream() + " " + msid.track();
  }

  private void flag(boolean present, String name) {
    if (present) {
      line("a=" + name);
    }
  }

  private void line(String text) {
    out.append(text).append("\r\n");
  }
}
