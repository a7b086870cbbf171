package io.rapat.net;

import io.rapat.net.io.IpAddress;
import io.rapat.net.io.LoopIo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How the media path runs. All problems of a configuration are reported together.
///
/// @param udpPort port of the first loop, further loops take the ports behind it; 0 for free ones
/// @param tcpPort the same for ICE-TCP; 0 for free ones, -1 for none
/// @param bindAddress address literal to bind, `::` or `0.0.0.0` for all
/// @param advertisedAddresses address literals told to clients, in this order; when empty the bound
///   address, or for a wildcard the addresses of this machine's interfaces
/// @param loops event loops, each with its own ports and its share of the rooms
/// @param silence without anything authentic from a peer for so long it counts as failed; at most
///   the 30 s after which consent ends (RFC 7675 §5.1)
/// @param packetBytesPerLoop most memory for the packets that a loop keeps
/// @param peerBitsPerSecond most that one peer may send on average, with bursts of half a second
/// @param dtls which library runs DTLS
/// @param sockets which adapter talks to the operating system
/// @param segmentation whether the kernel may split and join groups of datagrams, when it can
public record MediaConfig(
    int udpPort,
    int tcpPort,
    String bindAddress,
    List<String> advertisedAddresses,
    int loops,
    Duration silence,
    long packetBytesPerLoop,
    long peerBitsPerSecond,
    Dtls dtls,
    LoopIo.Adapter sockets,
    boolean segmentation) {

  /// The operator's switch `dtls`.
  public enum Dtls {
    /// The system's libssl where it can be used, else Java code.
    AUTO,
    /// The system's libssl only.
    LIBSSL,
    /// Java code only.
    JAVA
  }

  private static final long MIN_PACKET_BYTES = 1 << 20;
  private static final long MAX_PACKET_BYTES = 2L << 30;
  private static final int MAX_LOOPS = 256;
  private static final long MIN_PEER_BITS = 1_000_000;
  private static final long MAX_PEER_BITS = 10_000_000_000L;

  public MediaConfig {
    advertisedAddresses = List.copyOf(advertisedAddresses);
    List<String> problems = new ArrayList<>();
    checkPort(problems, "udpPort", udpPort, 0, loops);
    checkPort(problems, "tcpPort", tcpPort, -1, loops);
    checkAddress(problems, "bindAddress", bindAddress);
    for (String address : advertisedAddresses) {
      checkAddress(problems, "advertisedAddresses", address);
    }
    if (loops < 1 || loops > MAX_LOOPS) {
      problems.add("loops must be 1 to " + MAX_LOOPS + ", not " + loops);
    }
    if (silence.compareTo(Duration.ofSeconds(1)) < 0
        || silence.compareTo(Duration.ofSeconds(30)) > 0) {
      problems.add("silence must be 1 s to 30 s, not " + silence);
    }
    if (packetBytesPerLoop < MIN_PACKET_BYTES || packetBytesPerLoop > MAX_PACKET_BYTES) {
      problems.add("packetBytesPerLoop must be 1 MiB to 2 GiB, not " + packetBytesPerLoop);
    }
    if (peerBitsPerSecond < MIN_PEER_BITS || peerBitsPerSecond > MAX_PEER_BITS) {
      problems.add("peerBitsPerSecond must be 1 Mbit/s to 10 Gbit/s, not " + peerBitsPerSecond);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void checkPort(
      List<String> problems, String name, int port, int least, int loops) {
    if (port < least || port + Math.max(loops, 1) - 1 > 65_535) {
      problems.add(name + " must be " + least + " to 65535 for every loop, not " + port);
    }
  }

  private static void checkAddress(List<String> problems, String name, String literal) {
    try {
      IpAddress _ = IpAddress.parse(literal);
    } catch (IllegalArgumentException e) {
      problems.add(name + " must be an address literal, not " + literal);
    }
  }

  /// All addresses, the usual ports, one loop, 15 s of silence, 64 MiB for packets, 64 Mbit/s from
  /// a peer: several cameras and a screen in the highest quality.
  public static MediaConfig defaults() {
    return builder().build();
  }

  /// Starts from [#defaults].
  public static Builder builder() {
    return new Builder();
  }

  /// What differs from the defaults. Problems are reported by [#build].
  public static final class Builder {
    private int udpPort = 7882;
    private int tcpPort = 7881;
    private String bindAddress = "::";
    private List<String> advertisedAddresses = List.of();
    private int loops = 1;
    private Duration silence = Duration.ofSeconds(15);
    private long peerBitsPerSecond = 64_000_000;
    private Dtls dtls = Dtls.AUTO;
    private LoopIo.Adapter sockets = LoopIo.Adapter.AUTO;

    private Builder() {}

    /// 0 for free ones.
    public Builder ports(int udp, int tcp) {
      udpPort = udp;
      tcpPort = tcp;
      return this;
    }

    /// Bound to one address, advertising `advertised`, or when that is empty what is found.
    public Builder addresses(String bind, List<String> advertised) {
      bindAddress = bind;
      advertisedAddresses = advertised;
      return this;
    }

    public Builder loops(int count) {
      loops = count;
      return this;
    }

    public Builder silence(Duration time) {
      silence = time;
      return this;
    }

    public Builder peerBitsPerSecond(long bits) {
      peerBitsPerSecond = bits;
      return this;
    }

    public Builder dtls(Dtls library) {
      dtls = library;
      return this;
    }

    public Builder sockets(LoopIo.Adapter adapter) {
      sockets = adapter;
      return this;
    }

    /// @throws IllegalArgumentException naming all problems
    public MediaConfig build() {
      return new MediaConfig(
          udpPort,
          tcpPort,
          bindAddress,
          advertisedAddresses,
          loops,
          silence,
          64L << 20,
          peerBitsPerSecond,
          dtls,
          sockets,
          true);
    }
  }
}
