package io.rapat.media.sdp;

import java.util.List;

/// One `a=simulcast` line (RFC 8853 §5.1). Of alternative formats of one stream the first is kept.
public record Simulcast(List<Layer> send, List<Layer> receive) {

  /// No simulcast.
  public static final Simulcast NONE = new Simulcast(List.of(), List.of());

  public Simulcast {
    send = List.copyOf(send);
    receive = List.copyOf(receive);
  }

  /// Whether the line is missing.
  public boolean isNone() {
    return send.isEmpty() && receive.isEmpty();
  }

  /// @param paused whether it starts paused (`~`)
  public record Layer(String rid, boolean paused) {}
}
