package io.rapat.bench.load;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitRtc.ConnectionSettings;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.WrappedJoinRequest;
import org.jspecify.annotations.Nullable;

/// The signalling socket of one participant, on `/rtc/v1`. What it hears goes to a consumer as
/// [Heard], on a thread of the HTTP client.
final class SignalClient {
  /// What the socket brings.
  sealed interface Heard {
    record Message(SignalResponse response) implements Heard {}

    record Ended(String reason) implements Heard {}
  }

  private final Consumer<Heard> heard;
  private CompletableFuture<@Nullable Object> sending = CompletableFuture.completedFuture(null);
  private @Nullable WebSocket socket;

  SignalClient(Consumer<Heard> heard) {
    this.heard = heard;
  }

  void connect(HttpClient http, URI server, String token, boolean subscribes) {
    String base = server.toString().replaceAll("/+$", "").replaceFirst("^http", "ws");
    URI uri =
        URI.create(
            base
                + "/rtc/v1?access_token="
                + token
                + "&join_request="
                + URLEncoder.encode(joinRequest(subscribes), StandardCharsets.UTF_8));
    // Its outcome is told by the listener or by the failure below.
    var _ =
        http.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(15))
            .buildAsync(uri, new Listener())
            .whenComplete((opened, failure) -> {
              if (failure != null) {
                heard.accept(new Heard.Ended(reason(failure)));
              }
            });
  }

  private static String reason(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause instanceof WebSocketHandshakeException refused
        ? "status " + refused.getResponse().statusCode()
        : cause.toString();
  }

  private static String joinRequest(boolean subscribes) {
    JoinRequest join =
        JoinRequest.newBuilder()
            .setClientInfo(
                ClientInfo.newBuilder()
                    .setSdk(ClientInfo.SDK.GO)
                    .setVersion("2.0.0")
                    .setProtocol(17)
                    .setOs("load"))
            .setConnectionSettings(ConnectionSettings.newBuilder().setAutoSubscribe(subscribes))
            .build();
    byte[] wrapped =
        WrappedJoinRequest.newBuilder().setJoinRequest(join.toByteString()).build().toByteArray();
    return Base64.getUrlEncoder().encodeToString(wrapped);
  }

  /// Sends after what was sent before: the socket takes one message at a time.
  synchronized void send(SignalRequest request) {
    ByteBuffer bytes = ByteBuffer.wrap(request.toByteArray());
    sending =
        sending.handle((_, _) -> null).thenCompose(_ -> sendNow(bytes)).handle((_, _) -> null);
  }

  private CompletionStage<?> sendNow(ByteBuffer bytes) {
    WebSocket open = socket;
    return open == null ? CompletableFuture.completedFuture(null) : open.sendBinary(bytes, true);
  }

  void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    @Override
    public void onOpen(WebSocket opened) {
      socket = opened;
      opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket source, ByteBuffer data, boolean last) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      partial.writeBytes(part);
      if (last) {
        byte[] whole = partial.toByteArray();
        partial.reset();
        try {
          heard.accept(new Heard.Message(SignalResponse.parseFrom(whole)));
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
          heard.accept(new Heard.Ended("unreadable message: " + e.getMessage()));
        }
      }
      source.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket source, int status, String reason) {
      heard.accept(new Heard.Ended("closed " + status + " " + reason));
      return null;
    }

    @Override
    public void onError(WebSocket source, Throwable failure) {
      heard.accept(new Heard.Ended(failure.toString()));
    }
  }
}
