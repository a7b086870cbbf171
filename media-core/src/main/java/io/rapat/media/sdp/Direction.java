package io.rapat.media.sdp;

/// Which way media flows in a section, seen by who wrote the description (RFC 8866 §6.7).
public enum Direction {
  SENDRECV,
  SENDONLY,
  RECVONLY,
  INACTIVE;

  /// Whether the writer of the description sends.
  public boolean sends() {
    return this == SENDRECV || this == SENDONLY;
  }

  /// Whether the writer of the description receives.
  public boolean receives() {
    return this == SENDRECV || this == RECVONLY;
  }

  String attribute() {
    return switch (this) {
      case SENDRECV -> "sendrecv";
      case SENDONLY -> "sendonly";
      case RECVONLY -> "recvonly";
      case INACTIVE -> "inactive";
    };
  }
}
