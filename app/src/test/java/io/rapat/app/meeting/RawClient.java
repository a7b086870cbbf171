package io.rapat.app.meeting;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;

/// A client that has nothing but a token, and does what it likes with it.
final class RawClient implements WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 10;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<SignalResponse> received = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
  private final WebSocket socket;

  private RawClient(int port, String token) {
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(
                URI.create("ws://127.0.0.1:" + port + "/rtc?protocol=15&access_token=" + token),
                this)
            .join();
  }

  static RawClient connect(int port, String token) {
    return new RawClient(port, token);
  }

  /// What `/validate` says of a token: status, and the text after it.
  static String validate(int port, String version, String token) {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:"
                              + port
                              + "/rtc"
                              + version
                              + "/validate?protocol=15&access_token="
                              + token))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether a WebSocket is opened.
  static boolean isLetIn(int port, String token) {
    try {
      connect(port, token).close();
      return true;
    } catch (java.util.concurrent.CompletionException _) {
      return false;
    }
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    partial.writeBytes(bytes);
    if (last) {
      try {
        received.add(SignalResponse.parseFrom(partial.toByteArray()));
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
      partial.reset();
    }
    webSocket.request(1);
    return java.util.concurrent.CompletableFuture.completedStage(null);
  }

  void send(SignalRequest.Builder request) {
    socket.sendBinary(ByteBuffer.wrap(request.build().toByteArray()), true).join();
  }

  /// The next message that is so; others before it are passed over.
  SignalResponse await(Predicate<SignalResponse> wanted) {
    try {
      while (true) {
        SignalResponse next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("it didn't come");
        }
        if (wanted.test(next)) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Optional<SignalResponse> next() {
    return Optional.ofNullable(received.poll());
  }

  void close() {
    socket.abort();
  }
}
