package io.rapat.media.sdp;

import io.rapat.media.sdp.MediaSection.Kind;
import io.rapat.media.sdp.SessionDescription.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Collects the lines of one media section.
final class SectionParser {

  private final int firstLine;
  private final TransportParser transport = new TransportParser();
  private final Map<Integer, FormatParser> formats = new LinkedHashMap<>();
  private final Map<Integer, HeaderExtension> extensions = new LinkedHashMap<>();
  private final Map<Long, SourceDescription> sources = new LinkedHashMap<>();
  private final Map<String, Rid> rids = new LinkedHashMap<>();
  private final List<Msid> msids = new ArrayList<>();
  private final List<SourceGroup> groups = new ArrayList<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<String> feedbackForAll = new ArrayList<>();
  private Simulcast simulcast = Simulcast.NONE;
  private Kind kind = Kind.APPLICATION;
  private String protocol = "";
  private String mid = "";
  private Direction direction = Direction.SENDRECV;
  private int port;
  private boolean endOfCandidates;
  private boolean bundleOnly;
  private boolean rtcpMux;
  private boolean rtcpReducedSize;
  private boolean extmapAllowMixed;
  private int sctpPort;
  private long maxMessageSize = -1;

  SectionParser(int firstLine) {
    this.firstLine = firstLine;
  }

  int firstLine() {
    return firstLine;
  }

  /// `<media> <port> <proto> <fmt> …`
  @Nullable Reason media(String value) {
    String[] words = value.split(" ", 300);
    if (words.length < 4) {
      return Reason.MALFORMED_LINE;
    }
    port = (int) SdpNumbers.parse(words[1], 0xffff);
    if (port < 0) {
      return Reason.MALFORMED_LINE;
    }
    protocol = words[2];
    return switch (words[0]) {
      case "audio" -> rtp(Kind.AUDIO, words);
      case "video" -> rtp(Kind.VIDEO, words);
      case "application" -> data(words);
      default -> Reason.UNSUPPORTED_MEDIA;
    };
  }

  private @Nullable Reason rtp(Kind mediaKind, String[] words) {
    kind = mediaKind;
    if (!protocol.equals(MediaSection.RTP) && !protocol.equals("TCP/TLS/RTP/SAVPF")) {
      return Reason.UNSUPPORTED_MEDIA;
    }
    for (int i = 3; i < words.length; i++) {
      long type = SdpNumbers.parse(words[i], 127);
      if (type < 0) {
        return Reason.MALFORMED_LINE;
      }
      if (formats.put((int) type, new FormatParser((int) type)) != null) {
        return Reason.DUPLICATE_PAYLOAD_TYPE;
      }
    }
    return null;
  }

  private @Nullable Reason data(String[] words) {
    boolean dtls = protocol.equals(MediaSection.SCTP) || protocol.equals("TCP/DTLS/SCTP");
    return dtls && words.length == 4 && words[3].equals("webrtc-datachannel")
        ? null
        : Reason.UNSUPPORTED_MEDIA;
  }

  /// Whether this is the section's first mid.
  boolean mid(String value) {
    boolean first = mid.isEmpty();
    mid = value;
    return first;
  }

  @Nullable Reason attribute(String name, String value) {
    return switch (name) {
      case "sendrecv" -> direction(Direction.SENDRECV);
      case "sendonly" -> direction(Direction.SENDONLY);
      case "recvonly" -> direction(Direction.RECVONLY);
      case "inactive" -> direction(Direction.INACTIVE);
      case "rtpmap" -> rtpmap(value);
      case "fmtp" -> fmtp(value);
      case "rtcp-fb" -> feedback(value);
      case "extmap" -> extension(value);
      case "msid" -> msid(value);
      case "ssrc" -> source(value);
      case "ssrc-group" -> group(value);
      case "rid" -> rid(value);
      case "simulcast" -> simulcast(value);
      case "candidate" -> candidate(value);
      case "sctp-port" -> sctpPort(value);
      case "max-message-size" -> maxMessageSize(value);
      default -> flag(name, value);
    };
  }

  private @Nullable Reason flag(String name, String value) {
    switch (name) {
      case "bundle-only" -> bundleOnly = true;
      case "rtcp-mux" -> rtcpMux = true;
      case "rtcp-rsize" -> rtcpReducedSize = true;
      case "extmap-allow-mixed" -> extmapAllowMixed = true;
      case "end-of-candidates" -> endOfCandidates = true;
      default -> {
        return transport.attribute(name, value);
      }
    }
    return null;
  }

  private @Nullable Reason direction(Direction value) {
    direction = value;
    return null;
  }

  /// The format a line begins with; null when the section doesn't list it, which is harmless.
  private @Nullable FormatParser formatOf(String value) {
    int blank = value.indexOf(' ');
    long type = SdpNumbers.parse(blank < 0 ? value : value.substring(0, blank), 127);
    return formats.get((int) type);
  }

  private static String afterBlank(String value) {
    int blank = value.indexOf(' ');
    return blank < 0 ? "" : value.substring(blank + 1).strip();
  }

  private @Nullable Reason rtpmap(String value) {
    FormatParser format = formatOf(value);
    return format == null || format.rtpmap(afterBlank(value)) ? null : Reason.MALFORMED_ATTRIBUTE;
  }

  private @Nullable Reason fmtp(String value) {
    FormatParser format = formatOf(value);
    if (format != null) {
      format.parameters(afterBlank(value));
    }
    return null;
  }

  private @Nullable Reason feedback(String value) {
    if (value.startsWith("* ")) {
      feedbackForAll.add(afterBlank(value));
      return null;
    }
    FormatParser format = formatOf(value);
    if (format != null) {
      format.feedback(afterBlank(value));
    }
    return null;
  }

  /// `<id>["/"<direction>] <URI> [<attributes>]`
  private @Nullable Reason extension(String value) {
    String[] words = value.split(" ", 3);
    if (words.length < 2 || words[1].isEmpty()) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    int slash = words[0].indexOf('/');
    int id = (int) SdpNumbers.parse(slash < 0 ? words[0] : words[0].substring(0, slash), 4351);
    if (id < 1) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    if (id > 255) {
      // 4096 and above ask the answerer to choose among too many (RFC 8285 §6): not taken.
      return null;
    }
    Optional<Direction> way = Optional.empty();
    if (slash > 0) {
      for (Direction candidate : Direction.values()) {
        if (candidate.attribute().equals(words[0].substring(slash + 1))) {
          way = Optional.of(candidate);
        }
      }
      if (way.isEmpty()) {
        return Reason.MALFORMED_ATTRIBUTE;
      }
    }
    HeaderExtension before = extensions.put(id, new HeaderExtension(id, way, words[1]));
    return before == null ? null : Reason.DUPLICATE_EXTENSION_ID;
  }

  private @Nullable Reason msid(String value) {
    Msid parsed = parseMsid(value);
    if (parsed.stream().isEmpty()) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    if (!msids.contains(parsed) && msids.size() < 16) {
      msids.add(parsed);
    }
    return null;
  }

  private static Msid parseMsid(String value) {
    String text = value.strip();
    int blank = text.indexOf(' ');
    return blank < 0
        ? new Msid(text, "")
        : new Msid(text.substring(0, blank), text.substring(blank + 1).strip());
  }

  /// `<ssrc> <attribute>[":"<value>]`
  private @Nullable Reason source(String value) {
    int blank = value.indexOf(' ');
    long ssrc = blank < 0 ? -1 : SdpNumbers.parse(value.substring(0, blank), 0xffff_ffffL);
    if (ssrc < 0) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    String attribute = value.substring(blank + 1);
    SourceDescription known =
        sources.getOrDefault(ssrc, new SourceDescription(ssrc, "", Optional.empty()));
    if (attribute.startsWith("cname:")) {
      known = new SourceDescription(ssrc, attribute.substring(6).strip(), known.msid());
    } else if (attribute.startsWith("msid:")) {
      Msid parsed = parseMsid(attribute.substring(5));
      Optional<Msid> named = parsed.stream().isEmpty() ? known.msid() : Optional.of(parsed);
      known = new SourceDescription(ssrc, known.cname(), named);
    }
    sources.put(ssrc, known);
    return null;
  }

  private @Nullable Reason group(String value) {
    String[] words = value.strip().split(" +", 34);
    List<Long> ssrcs = new ArrayList<>();
    for (int i = 1; i < words.length; i++) {
      long ssrc = SdpNumbers.parse(words[i], 0xffff_ffffL);
      if (ssrc < 0) {
        return Reason.MALFORMED_ATTRIBUTE;
      }
      ssrcs.add(ssrc);
    }
    if (ssrcs.isEmpty() || words[0].isEmpty()) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    groups.add(new SourceGroup(words[0], ssrcs));
    return null;
  }

  /// `<rid-id> "send"|"recv" [<restrictions>]`
  private @Nullable Reason rid(String value) {
    String[] words = value.strip().split(" ", 3);
    boolean direction = words.length >= 2 && (words[1].equals("send") || words[1].equals("recv"));
    if (!direction || !isRid(words[0])) {
      return Reason.MALFORMED_ATTRIBUTE;
    }
    String restrictions = words.length == 3 ? words[2].strip() : "";
    var rid = new Rid(words[0], words[1].equals("send"), restrictions);
    boolean room = rids.size() < 16 || rids.containsKey(words[0]);
    return room && rids.put(words[0], rid) == null ? null : Reason.MALFORMED_ATTRIBUTE;
  }

  /// RFC 8852 §3.1: letters and digits, 1 to 255 of them; nobody needs more than 16.
  private static boolean isRid(String text) {
    return !text.isEmpty()
        && text.length() <= 16
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_'));
  }

  /// `send q;h;f recv …`; a form that isn't understood means no simulcast.
  private @Nullable Reason simulcast(String value) {
    String[] words = value.strip().split(" +", 5);
    List<Simulcast.Layer> send = List.of();
    List<Simulcast.Layer> receive = List.of();
    for (int i = 0; i + 1 < words.length; i += 2) {
      switch (words[i]) {
        case "send" -> send = layers(words[i + 1]);
        case "recv" -> receive = layers(words[i + 1]);
        default -> {
          return null;
        }
      }
    }
    simulcast = new Simulcast(send, receive);
    return null;
  }

  private static List<Simulcast.Layer> layers(String list) {
    List<Simulcast.Layer> layers = new ArrayList<>();
    for (String stream : list.split(";", 17)) {
      int comma = stream.indexOf(',');
      String first = comma < 0 ? stream : stream.substring(0, comma);
      boolean paused = first.startsWith("~");
      String rid = paused ? first.substring(1) : first;
      if (!isRid(rid)) {
        return List.of();
      }
      layers.add(new Simulcast.Layer(rid, paused));
    }
    return layers;
  }

  /// Malformed candidates are passed over: a transport may be reached by another one.
  private @Nullable Reason candidate(String value) {
    if (candidates.size() < 64) {
      Candidate.parse(value).ifPresent(candidates::add);
    }
    return null;
  }

  private @Nullable Reason sctpPort(String value) {
    sctpPort = (int) SdpNumbers.parse(value.strip(), 0xffff);
    return sctpPort < 0 ? Reason.MALFORMED_ATTRIBUTE : null;
  }

  private @Nullable Reason maxMessageSize(String value) {
    maxMessageSize = SdpNumbers.parse(value.strip(), Long.MAX_VALUE);
    return maxMessageSize < 0 ? Reason.MALFORMED_ATTRIBUTE : null;
  }

  /// What is wrong with the section as a whole.
  @Nullable Reason problem() {
    if (mid.isEmpty()) {
      return Reason.MISSING_MID;
    }
    if (transport.hasOnlyWeakFingerprint()) {
      return Reason.WEAK_FINGERPRINT;
    }
    return transport.hasHalfCredentials() ? Reason.MISSING_ICE_CREDENTIALS : null;
  }

  MediaSection build() {
    List<PayloadFormat> built = new ArrayList<>(formats.size());
    for (FormatParser format : formats.values()) {
      built.add(format.build(feedbackForAll));
    }
    return new MediaSection(
        kind,
        port,
        protocol,
        mid,
        direction,
        built,
        List.copyOf(extensions.values()),
        msids,
        List.copyOf(sources.values()),
        groups,
        List.copyOf(rids.values()),
        simulcast,
        transport.build(),
        candidates,
        endOfCandidates,
        bundleOnly,
        rtcpMux,
        rtcpReducedSize,
        extmapAllowMixed,
        sctpPort,
        maxMessageSize);
  }
}
