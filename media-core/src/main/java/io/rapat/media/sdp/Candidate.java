package io.rapat.media.sdp;

import java.util.Locale;
import java.util.Optional;

/// One `a=candidate` line (RFC 8839 §5.1). It is only carried: nothing here resolves a name or
/// opens a connection, so that a description can't make the server reach into a network.
///
/// @param component 1 for RTP
/// @param protocol `udp` or `tcp`, lower case
/// @param priority unsigned 32 bits
/// @param address as written: an IP address or an mDNS name
/// @param type `host`, `srflx`, `prflx` or `relay`
/// @param tcpType `active`, `passive` or `so` for TCP (RFC 6544 §4.5), "" for UDP
public record Candidate(
    String foundation,
    int component,
    String protocol,
    long priority,
    String address,
    int port,
    String type,
    String tcpType) {

  /// A host candidate over UDP with the priority of RFC 8445 §5.1.2.1.
  public static Candidate udpHost(String address, int port) {
    return new Candidate("1", 1, "udp", 2_130_706_431L, address, port, "host", "");
  }

  /// A host candidate over TCP that waits for connections (RFC 6544 §4.1).
  public static Candidate tcpPassiveHost(String address, int port) {
    return new Candidate("2", 1, "tcp", 1_671_430_143L, address, port, "host", "passive");
  }

  /// The same candidate as the one of that place in a list, from 0: the earlier the more preferred,
  /// and each with a foundation of its own.
  public Candidate ranked(int place) {
    return new Candidate(
        Integer.toString(place + 1),
        component,
        protocol,
        priority - ((long) place << 8),
        address,
        port,
        type,
        tcpType);
  }

  /// Parses the value of the attribute, with or without its name `candidate:` (the form trickled
  /// candidates have). Empty when it is malformed.
  public static Optional<Candidate> parse(String text) {
    String value = text.startsWith("candidate:") ? text.substring(10) : text;
    String[] words = value.split(" ", 33);
    if (words.length < 8 || words.length > 32 || !words[6].equals("typ")) {
      return Optional.empty();
    }
    long component = SdpNumbers.parse(words[1], 256);
    long priority = SdpNumbers.parse(words[3], 0xffff_ffffL);
    long port = SdpNumbers.parse(words[5], 0xffff);
    if (component < 1 || priority < 0 || port < 0 || words[0].isEmpty()) {
      return Optional.empty();
    }
    String tcpType = "";
    for (int i = 8; i + 1 < words.length; i += 2) {
      if (words[i].equals("tcptype")) {
        tcpType = words[i + 1];
      }
    }
    return Optional.of(
        new Candidate(
            words[0],
            (int) component,
            words[2].toLowerCase(Locale.ROOT),
            priority,
            words[4],
            (int) port,
            words[7],
            tcpType));
  }

  /// The value of the attribute, without its name.
  public String toText() {
    String base =
        "%s %d %s %d %s %d typ %s"
            .formatted(foundation, component, protocol, priority, address, port, type);
    return tcpType.isEmpty() ? base : base + " tcptype " + tcpType;
  }
}
