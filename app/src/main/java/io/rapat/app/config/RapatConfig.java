package io.rapat.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything the operator decides, with defaults filled in.
///
/// @param port TCP port of HTTP and WebSocket, 0 for any free one
/// @param bindAddress address to listen on, for HTTP and media alike; empty for all
/// @param dev loopback only, with the well-known key `devkey` and secret `secret`
/// @param dataDir where the database and generated keys are kept
/// @param keys API key to secret; empty means generate at first start
/// @param chatRetention the default of the setting that administrators may change
public record RapatConfig(
    int port,
    Optional<String> bindAddress,
    boolean dev,
    Path dataDir,
    Map<String, Secret> keys,
    Rtc rtc,
    Rooms rooms,
    Duration chatRetention,
    Http http,
    Optional<Smtp> smtp) {

  /// The same with other API keys.
  RapatConfig withKeys(Map<String, Secret> other) {
    return new RapatConfig(
        port, bindAddress, dev, dataDir, other, rtc, rooms, chatRetention, http, smtp);
  }

  /// How the server is reached over HTTP.
  ///
  /// @param publicUrl `https://meet.example.org`, used in mails; empty for the request's own
  /// @param trustedProxies whose `X-Forwarded-*` headers count
  public record Http(Optional<String> publicUrl, List<Network> trustedProxies) {}

  /// The server that takes mails.
  ///
  /// @param from the sender's address
  /// @param startTls whether the connection must become TLS; port 465 is TLS from the start
  public record Smtp(
      String host,
      int port,
      Optional<String> username,
      Optional<Secret> password,
      String from,
      boolean startTls) {}

  /// The media ports.
  ///
  /// @param udpPort one UDP port for all participants
  /// @param tcpPort passive ICE-TCP, 0 to switch it off
  /// @param nodeIps addresses told to clients; empty to detect
  /// @param dtls which DTLS engine: `libssl`, `java`, or empty for the best there is
  public record Rtc(int udpPort, int tcpPort, List<String> nodeIps, Optional<String> dtls) {}

  /// Defaults of rooms that don't say otherwise.
  ///
  /// @param maxParticipants 0 for no limit
  public record Rooms(
      boolean autoCreate, Duration emptyTimeout, Duration departureTimeout, int maxParticipants) {}

  /// A value that must not reach a log.
  public record Secret(String value) {
    @Override
    public String toString() {
      return "secret";
    }
  }
}
