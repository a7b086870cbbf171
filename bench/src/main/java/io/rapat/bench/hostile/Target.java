package io.rapat.bench.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.rapat.net.dtls.DtlsEngines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The server under attack: its addresses, its counters, and tokens for it.
final class Target {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String SECRET = "secret";
  static final String API_KEY = "devkey";

  final URI http;

  /// Ends the name of each room, so that nobody is left in it from an earlier run.
  final String suffix = "-" + Long.toHexString(System.nanoTime());

  /// The certificate that all attackers share.
  final DtlsEngines dtls = DtlsEngines.create(Instant.now());

  final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /// @param http as in `http://127.0.0.1:7880`
  Target(URI http) {
    this.http = http;
  }

  String webSocket() {
    return http.toString().replaceFirst("^http", "ws");
  }

  /// All counters and gauges, with their labels.
  Map<String, Double> metrics() {
    Map<String, Double> values = new HashMap<>();
    for (String line : get("/metrics").body().split("\n")) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return values;
  }

  HttpResponse<String> get(String path) {
    try {
      HttpRequest request = HttpRequest.newBuilder(http.resolve(path)).timeout(PATIENCE).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// A token that the server accepts.
  String token(String room, String identity) {
    return token("HS256", SECRET, claims(room, identity, now() - 10, now() + 3600));
  }

  static long now() {
    return System.currentTimeMillis() / 1000;
  }

  static String claims(String room, String identity, long notBefore, long expires) {
    return """
    {"iss":"%s","sub":"%s","nbf":%d,"exp":%d,"video":{"roomJoin":true,"room":"%s"}}\
    """
        .formatted(API_KEY, identity, notBefore, expires, room);
  }

  /// A token as its parts are given; signed with HMAC-SHA256 whatever the algorithm claims.
  static String token(String algorithm, String secret, String claims) {
    String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(claims.getBytes(UTF_8));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return signed + "." + encoded(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
