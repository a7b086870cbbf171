package io.rapat.signal.room;

import io.rapat.media.room.MediaEngine.Candidate;
import java.util.List;
import livekit.LivekitModels.ServerInfo;
import livekit.LivekitRtc.ICEServer;

/// What clients are told about this node.
public interface ServerFacts {

  /// Where media is reached, in the order to advertise.
  List<Candidate> candidates();

  /// SHA-256 of the DTLS certificate, 32 bytes.
  byte[] fingerprint();

  /// A version that is at least one of the reference server's whose features this one has; clients
  /// switch features by it.
  String version();

  /// `ND_…`.
  String nodeId();

  /// The operator's TURN servers; empty in most installations.
  default List<ICEServer> iceServers() {
    return List.of();
  }

  /// As clients get it.
  default ServerInfo serverInfo() {
    return ServerInfo.newBuilder()
        .setEdition(ServerInfo.Edition.Standard)
        .setVersion(version())
        .setProtocol(17)
        .setNodeId(nodeId())
        .setAgentProtocol(1)
        .build();
  }
}
