package io.rapat.media.room;

/// A user name fragment and password (RFC 8445 §5.3).
public record IceCredentials(String ufrag, String password) {

  @Override
  public String toString() {
    return "IceCredentials[" + ufrag + ", secret]";
  }
}
