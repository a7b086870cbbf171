package io.rapat.signal.join;

import com.google.protobuf.InvalidProtocolBufferException;
import io.rapat.signal.join.WishesResult.Read;
import io.rapat.signal.join.WishesResult.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import livekit.LivekitRtc.ConnectionSettings;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.WrappedJoinRequest;

/// Reads the `join_request` parameter of `/rtc/v1`: a JoinRequest, mostly compressed, in a wrapper.
final class WrappedJoin {

  /// Largest JoinRequest after decompression, in bytes.
  static final int MAX_BYTES = 1024 * 1024;

  private static final Unreadable TOO_LARGE = new Unreadable("join request too large");

  private WrappedJoin() {}

  static WishesResult read(JoinHttp http) {
    String parameter = http.parameter("join_request");
    if (parameter.isEmpty()) {
      return new Unreadable("join_request is required");
    }
    if (parameter.length() > 2 * MAX_BYTES) {
      return TOO_LARGE;
    }
    Optional<byte[]> wrapped = LenientBase64.decode(parameter);
    if (wrapped.isEmpty()) {
      return new Unreadable("cannot base64 decode wrapped join request");
    }
    try {
      return unwrap(WrappedJoinRequest.parseFrom(wrapped.get()), http);
    } catch (InvalidProtocolBufferException _) {
      return new Unreadable("cannot unmarshal wrapped join request");
    }
  }

  private static WishesResult unwrap(WrappedJoinRequest wrapped, JoinHttp http) {
    byte[] bytes = wrapped.getJoinRequest().toByteArray();
    if (wrapped.getCompression() == WrappedJoinRequest.Compression.GZIP) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readNBytes(MAX_BYTES + 1);
      } catch (IOException _) {
        return new Unreadable("cannot read decompressed join request");
      }
    }
    if (bytes.length > MAX_BYTES) {
      return TOO_LARGE;
    }
    try {
      return new Read(wishes(JoinRequest.parseFrom(bytes), http));
    } catch (InvalidProtocolBufferException _) {
      return new Unreadable("cannot unmarshal join request");
    }
  }

  private static Wishes wishes(JoinRequest request, JoinHttp http) {
    ConnectionSettings settings = request.getConnectionSettings();
    return new Wishes(
        true,
        UserAgent.complete(request.getClientInfo().toBuilder(), http),
        settings.getAutoSubscribe(),
        settings.getAutoSubscribeDataTrack(),
        settings.getAdaptiveStream(),
        request.getReconnect(),
        request.getReconnectReason(),
        request.getParticipantSid(),
        "",
        "",
        request.getMetadata(),
        request.getParticipantAttributesMap(),
        request.getAddTrackRequestsList(),
        request.hasPublisherOffer() ? Optional.of(request.getPublisherOffer()) : Optional.empty(),
        request.hasSyncState() ? Optional.of(request.getSyncState()) : Optional.empty());
  }
}
