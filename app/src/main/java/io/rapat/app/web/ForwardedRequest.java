package io.rapat.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.InetAddress;
import java.util.Locale;

/// A request as the client sent it to the proxy in front.
final class ForwardedRequest extends HttpServletRequestWrapper {
  private static final String HOST = "[A-Za-z0-9.-]{1,255}|\\[[0-9A-Fa-f:.]{2,45}]";

  private final String address;
  private final String scheme;
  private final String host;
  private final int port;

  private ForwardedRequest(
      HttpServletRequest request, String address, String scheme, String host, int port) {
    super(request);
    this.address = address;
    this.scheme = scheme;
    this.host = host;
    this.port = port;
  }

  static ForwardedRequest of(HttpServletRequest request, String address) {
    String scheme = scheme(request);
    String authority = request.getHeader("X-Forwarded-Host");
    String host = request.getServerName();
    int port = request.getServerPort();
    if (authority != null) {
      String[] parts = authority.split(":(?=[0-9]{1,5}$)", 2);
      if (parts[0].matches(HOST)) {
        host = parts[0];
        port = parts.length == 2 ? Integer.parseInt(parts[1]) : defaultPort(scheme);
      }
    } else if (request.getHeader("X-Forwarded-Proto") != null && !named(request)) {
      port = defaultPort(scheme);
    }
    return new ForwardedRequest(request, address, scheme, host, port);
  }

  private static String scheme(HttpServletRequest request) {
    String header = request.getHeader("X-Forwarded-Proto");
    String scheme = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https") ? scheme : request.getScheme();
  }

  /// Whether the client's own Host header names a port.
  private static boolean named(HttpServletRequest request) {
    String header = request.getHeader("Host");
    return header != null && header.matches(".*:[0-9]+");
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  static boolean isAddress(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public String getRemoteAddr() {
    return address;
  }

  @Override
  public String getRemoteHost() {
    return address;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public boolean isSecure() {
    return scheme.equals("https");
  }

  @Override
  public String getServerName() {
    return host;
  }

  @Override
  public int getServerPort() {
    return port;
  }

  @Override
  public StringBuffer getRequestURL() {
    String authority = port == defaultPort(scheme) ? host : host + ":" + port;
    return new StringBuffer(scheme).append("://").append(authority).append(getRequestURI());
  }
}
