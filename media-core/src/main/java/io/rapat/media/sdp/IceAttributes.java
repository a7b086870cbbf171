package io.rapat.media.sdp;

/// `a=ice-ufrag` and `a=ice-pwd` (RFC 8839 §5.4).
public record IceAttributes(String ufrag, String password) {

  @Override
  public String toString() {
    return "IceAttributes[" + ufrag + ", secret]";
  }
}
