package io.rapat.signal.data;

/// Packets of data tracks, the messages of the `_data_track` channel:
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-----+-+-+-+---+---------------+-------------------------------+
/// |  V  |S|F|X| R |    reserved   |            handle             |
/// +-----+-+-+-+---+---------------+-------------------------------+
/// |        sequence number        |         frame number          |
/// +-------------------------------+-------------------------------+
/// |                    timestamp (90 kHz)                         |
/// +---------------------------------------------------------------+
/// ```
///
/// The server changes nothing but the handle.
public final class DataTrackPacket {

  private static final int HEADER_BYTES = 12;
  private static final int HANDLE_OFFSET = 2;

  private DataTrackPacket() {}

  /// The sender's handle of the track, or -1 when it is no packet of version 0.
  public static int handle(byte[] packet) {
    if (packet.length < HEADER_BYTES || (packet[0] & 0xE0) != 0) {
      return -1;
    }
    return (packet[HANDLE_OFFSET] & 0xFF) << 8 | (packet[HANDLE_OFFSET + 1] & 0xFF);
  }

  /// A copy with another handle.
  public static byte[] withHandle(byte[] packet, int handle) {
    byte[] copy = packet.clone();
    copy[HANDLE_OFFSET] = (byte) (handle >> 8);
    copy[HANDLE_OFFSET + 1] = (byte) handle;
    return copy;
  }
}
