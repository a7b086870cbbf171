package io.rapat.media.rtcp;

/// Numbers of packet types, feedback formats and XR blocks, as the RFCs assign them.
final class RtcpType {
  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int SOURCE_DESCRIPTION = 202;
  static final int TRANSPORT_FEEDBACK = 205;
  static final int PAYLOAD_FEEDBACK = 206;
  static final int EXTENDED_REPORT = 207;

  static final int FORMAT_NACK = 1;
  static final int FORMAT_TRANSPORT_WIDE = 15;
  static final int FORMAT_PLI = 1;
  static final int FORMAT_FIR = 4;
  static final int FORMAT_APPLICATION = 15;

  static final int BLOCK_REFERENCE_TIME = 4;
  static final int BLOCK_DELAY_SINCE_REFERENCE = 5;

  private RtcpType() {}
}
