package io.rapat.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the client needs of a server's answer.
///
/// @param active whether the server is the DTLS client (`a=setup:active`)
/// @param streams what the server says it sends: SSRC to section
/// @param repairs SSRC of a retransmission stream to that of the original
public record Answer(
    String ufrag,
    String password,
    boolean active,
    String fingerprintFunction,
    byte[] fingerprint,
    List<InetSocketAddress> candidates,
    Map<Integer, Stream> streams,
    Map<Integer, Integer> repairs) {

  /// A stream of the server.
  public record Stream(String mid, boolean video) {}

  /// Reads the lines that matter.
  public static Answer parse(String text) {
    String ufrag = "";
    String password = "";
    boolean active = false;
    String function = "";
    byte[] digest = new byte[0];
    List<InetSocketAddress> candidates = new ArrayList<>();
    Map<Integer, Stream> streams = new HashMap<>();
    Map<Integer, Integer> repairs = new HashMap<>();
    boolean video = false;
    String mid = "";
    for (String line : text.lines().toList()) {
      String value = line.substring(line.indexOf(':') + 1);
      if (line.startsWith("m=")) {
        video = line.startsWith("m=video");
      } else if (line.startsWith("a=mid:")) {
        mid = value;
      } else if (line.startsWith("a=ice-ufrag:")) {
        ufrag = value;
      } else if (line.startsWith("a=ice-pwd:")) {
        password = value;
      } else if (line.startsWith("a=setup:")) {
        active = value.equals("active");
      } else if (line.startsWith("a=fingerprint:")) {
        int space = value.indexOf(' ');
        function = value.substring(0, space);
        digest = HexFormat.ofDelimiter(":").withUpperCase().parseHex(value.substring(space + 1));
      } else if (line.startsWith("a=candidate:")) {
        candidate(line).ifPresent(candidates::add);
      } else if (line.startsWith("a=ssrc-group:FID ")) {
        String[] pair = value.split(" ");
        repairs.put(Integer.parseUnsignedInt(pair[2]), Integer.parseUnsignedInt(pair[1]));
      } else if (line.startsWith("a=ssrc:")) {
        streams.put(
            Integer.parseUnsignedInt(value.substring(0, value.indexOf(' '))),
            new Stream(mid, video));
      }
    }
    return new Answer(ufrag, password, active, function, digest, candidates, streams, repairs);
  }

  /// The address of a UDP candidate, from SDP or from a trickled one; empty for other kinds.
  static Optional<InetSocketAddress> candidate(String line) {
    String[] field = line.substring(line.indexOf("candidate:")).split(" ");
    boolean usable =
        field.length >= 8
            && field[1].equals("1")
            && field[2].equalsIgnoreCase("udp")
            && field[7].equals("host")
            && field[4].matches("[0-9.]+|[0-9a-fA-F:]+:[0-9a-fA-F:.]+");
    return usable
        ? Optional.of(
            new InetSocketAddress(InetAddress.ofLiteral(field[4]), Integer.parseInt(field[5])))
        : Optional.empty();
  }
}
