package io.rapat.media.sdp;

/// Who opens the DTLS handshake (RFC 8842 §5.2). `holdconn` is refused while parsing.
public enum Setup {
  ACTPASS("actpass"),
  ACTIVE("active"),
  PASSIVE("passive");

  private final String attribute;

  Setup(String attribute) {
    this.attribute = attribute;
  }

  String attribute() {
    return attribute;
  }
}
