package io.rapat.bench.hostile;

import io.rapat.bench.hostile.Row.Finding;
import io.rapat.bench.load.Offer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.SignalRequest;
import org.jspecify.annotations.Nullable;

/// Rows 29 to 31: session descriptions, tokens, and the signalling connection.
final class SignalRows {
  private final Target target;
  private int peers;

  SignalRows(Target target) {
    this.target = target;
  }

  static String refused(String reason) {
    return "rapat_signal_refused_total{reason=\"" + reason + "\"}";
  }

  // --- row 29 -----------------------------------------------------------------------------------

  Finding descriptions() {
    String sound = sound().text();
    String lines =
        IntStream.range(0, 10_000).mapToObj(i -> "a=x:" + i).collect(Collectors.joining("\r\n"));
    String video = sound.substring(sound.indexOf("m=video"));
    List<String> bad = new ArrayList<>();
    bad.add(sound + "a=x:" + "y".repeat(1 << 20) + "\r\n");
    bad.add(sound + lines + "\r\n");
    bad.add(sound + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\n".repeat(1000));
    bad.add(sound + video);
    bad.add(sound.replaceAll("a=fingerprint:[^\r]*\r\n", ""));
    bad.add(sound.replaceAll("a=fingerprint:sha-256 [^\r]*", "a=fingerprint:sha-256 00:11"));
    bad.add(sound.replace("a=setup:actpass", "a=setup:holdconn"));
    bad.add(sound.replaceAll("a=ice-pwd:[^\r]*\r\n", ""));
    bad.add("v=0\r\no=- 1 1 IN");
    bad.add("");
    int held = 0;
    for (String each : bad) {
      try (Attacker peer = new Attacker(target, "sdp-" + peers++, "author").join()) {
        peer.sendOffer(each);
        peer.await("refused", () -> !peer.ended.isEmpty() || peer.answer != null);
        held += peer.answer == null ? 1 : 0;
      }
    }
    boolean unmoved = candidatesAreIgnored(sound);
    return Finding.of(
        held == bad.size() && unmoved,
        held
            + " of "
            + bad.size()
            + " refused; candidates that name others "
            + (unmoved ? "get nothing" : "get packets"),
        bad.size(),
        refused("state_mismatch"));
  }

  private Offer sound() {
    Offer offer =
        new Offer("hostileufrag", "hostile-password-0123456789", target.dtls.fingerprint(), 4711);
    offer.publish(true, new Offer.Track("cid", List.of(), 77, 78));
    return offer;
  }

  /// An ICE-lite server never sends first: a candidate is no address to connect to.
  private boolean candidatesAreIgnored(String sound) {
    try (var bait = Attacker.open();
        Attacker peer = new Attacker(target, "sdp-bait", "author").join()) {
      String port = Integer.toString(bait.getLocalPort());
      StringBuilder candidates = new StringBuilder();
      for (String host :
          List.of(
              "127.0.0.1",
              "0.0.0.0",
              "10.0.0.1",
              "224.0.0.1",
              "::1",
              "169.254.169.254",
              "3f2a.local",
              "internal.example")) {
        candidates.append("a=candidate:1 1 udp 2130706431 " + host + " " + port + " typ host\r\n");
      }
      peer.sendOffer(sound + candidates);
      peer.pump(700);
      bait.setSoTimeout(200);
      bait.receive(new java.net.DatagramPacket(new byte[100], 100));
      return false;
    } catch (java.net.SocketTimeoutException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // --- row 30 -----------------------------------------------------------------------------------

  Finding tokens() {
    long now = Target.now();
    String good = Target.claims("jwt", "mallory", now - 10, now + 600);
    String header = Target.encoded("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
    String body = Target.encoded(good.getBytes(StandardCharsets.UTF_8));
    List<String> bad =
        List.of(
            header + "." + body + ".",
            header + "." + body + ".AAAA",
            Target.token("none", "secret", good),
            Target.token("RS256", "secret", good),
            Target.token("HS512", "secret", good),
            Target.token("HS256", "guess", good),
            Target.token("HS256", "devkey", good),
            Target.token("HS256", "secret", Target.claims("jwt", "mallory", now - 900, now - 300)),
            Target.token("HS256", "secret", Target.claims("jwt", "mallory", now + 300, now + 900)),
            Target.token("HS256", "secret", good.replace("devkey", "otherkey")),
            Target.token(
                "HS256", "secret", good.replace("{\"roomJoin\":true", "{\"roomJoin\":false")),
            Target.token(
                "HS256", "secret", good.replace("}}", "},\"x\":\"" + "y".repeat(30_000) + "\"}")),
            "a.b.c",
            "....",
            "%00");
    int held = 0;
    int counted = 0;
    for (String each : bad) {
      String encoded = java.net.URLEncoder.encode(each, StandardCharsets.UTF_8);
      int status = target.get("/rtc/validate?access_token=" + encoded).statusCode();
      held += status == 401 || status == 400 || status == 431 || status == 414 ? 1 : 0;
      counted += status == 401 ? 1 : 0;
    }
    // The socket itself answers as the question does.
    for (String each : bad.subList(0, 7)) {
      held += refusesSocket(each) ? 1 : 0;
      counted++;
    }
    return Finding.of(
            held == bad.size() + 7,
            held + " of " + (bad.size() + 7) + " refused",
            bad.size() + 7,
            refused("token"))
        .counting(counted);
  }

  private boolean refusesSocket(String token) {
    try {
      open(token).get(5, TimeUnit.SECONDS).abort();
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      return e.getCause() instanceof java.net.http.WebSocketHandshakeException refused
          && refused.getResponse().statusCode() == 401;
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  // --- row 31 -----------------------------------------------------------------------------------

  private CompletableFuture<WebSocket> open(String token) {
    return open(token, new Closes());
  }

  private CompletableFuture<WebSocket> open(String token, WebSocket.Listener listener) {
    return target
        .client
        .newWebSocketBuilder()
        .buildAsync(URI.create(target.webSocket() + "/rtc?access_token=" + token), listener);
  }

  private static final class Closes implements WebSocket.Listener {
    final CompletableFuture<Integer> code = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      code.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      code.complete(-1);
    }
  }

  private interface Abuse {
    void of(WebSocket socket) throws Exception;
  }

  /// The code that the server closes with, or 0 when it doesn't.
  private int closedAfter(Abuse abuse) {
    Closes closes = new Closes();
    try {
      WebSocket socket =
          open(target.token("abuse-" + peers, "abuser-" + peers++), closes)
              .get(5, TimeUnit.SECONDS);
      try {
        abuse.of(socket);
      } catch (java.util.concurrent.ExecutionException _) {
        // The server has closed while this side still sent.
      }
      int code = closes.code.completeOnTimeout(0, 5, TimeUnit.SECONDS).join();
      socket.abort();
      return code;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  Finding signalling() {
    List<Socket> slow = slowLoris(50);
    int big =
        closedAfter(socket -> {
          String part = "x".repeat(1 << 16);
          socket.sendText("{\"simulate\":\"", false).get(5, TimeUnit.SECONDS);
          for (int i = 0; i < 40; i++) {
            socket.sendText(part, false).get(5, TimeUnit.SECONDS);
          }
        });
    int deep =
        closedAfter(
            socket -> socket.sendText("{\"offer\":".repeat(20_000), true).get(5, TimeUnit.SECONDS));
    int arrays =
        closedAfter(socket -> socket.sendText("[".repeat(100_000), true).get(5, TimeUnit.SECONDS));
    int garbage =
        closedAfter(socket ->
            socket
                .sendBinary(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, 7}), true)
                .get(5, TimeUnit.SECONDS));
    byte[] ping =
        SignalRequest.newBuilder().setPingReq(Ping.getDefaultInstance()).build().toByteArray();
    int flood =
        closedAfter(socket -> {
          for (int i = 0; i < 3000; i++) {
            socket.sendBinary(ByteBuffer.wrap(ping), true).get(5, TimeUnit.SECONDS);
          }
        });
    int churned = churn(200);
    int restarts = iceRestarts(200);
    boolean joins = new Attacker(target, "after", "honest").join().joined;
    slow.forEach(SignalRows::close);
    boolean held =
        big == 1009 && deep == 1007 && arrays == 1007 && garbage == 1007 && flood == 1008 && joins;
    return Finding.of(
            held,
            "closed with "
                + big
                + " (too big), "
                + deep
                + " and "
                + arrays
                + " (nested), "
                + garbage
                + " (garbage), "
                + flood
                + " (flood); "
                + churned
                + " joins and leaves, "
                + restarts
                + " restarts answered; an honest join works: "
                + joins,
            5L + 3000 + 50 + churned + restarts,
            refused("oversized_message"),
            refused("malformed_message"),
            refused("policy"))
        .counting(5);
  }

  /// Connections that never finish their request.
  private List<Socket> slowLoris(int count) {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket(target.http.getHost(), target.http.getPort());
        socket
            .getOutputStream()
            .write("GET /rtc HTTP/1.1\r\nHost: x\r\nX-".getBytes(StandardCharsets.UTF_8));
        sockets.add(socket);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sockets;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was closed by the server: good.
    }
  }

  /// Joins and goes, a hundred times a second.
  private int churn(int count) {
    int done = 0;
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      try {
        open(target.token("churn", "churner-" + i)).get(5, TimeUnit.SECONDS).abort();
        done++;
      } catch (Exception _) {
        // Refused is as good.
      }
      while (System.nanoTime() - start < 10_000_000) {
        Thread.onSpinWait();
      }
    }
    return done;
  }

  private int iceRestarts(int count) {
    try (Attacker peer = new Attacker(target, "restarts", "restarter").join()) {
      peer.publish(true);
      peer.connect();
      String text = peer.offer.text();
      for (int i = 0; i < count && peer.ended.isEmpty(); i++) {
        peer.sendOffer(
            text.replace("a=ice-ufrag:" + peer.ufrag, "a=ice-ufrag:restart" + i)
                .replace(
                    "a=ice-pwd:" + peer.password, "a=ice-pwd:another-password-of-" + i + "-xxx"));
        peer.pump(5);
      }
      peer.pump(300);
      return peer.answers - 1;
    }
  }
}
