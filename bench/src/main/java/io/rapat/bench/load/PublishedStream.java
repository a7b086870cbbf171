package io.rapat.bench.load;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// One RTP stream that a publisher sends: plausible packets of the scheduled sizes. A VP8 picture
/// is noise behind a true payload descriptor (RFC 7741) and a true frame header.
final class PublishedStream {
  /// Marks a payload whose last bytes tell when it was sent.
  static final int STAMP = 0x52_41_50_54;

  static final int STAMP_BYTES = 12;
  private static final int HISTORY = 1024;

  final int ssrc;
  final int rtxSsrc;
  final boolean video;
  private final String mid;
  private final String rid;
  private final byte[][] history = new byte[HISTORY][];
  private int sequence;
  private int rtxSequence;
  private int pictureId;
  private boolean frameBegins = true;
  private boolean keyFrame = true;
  private boolean keyFrameWanted;
  private int lastTime;
  private int packets;
  private long octets;
  private long nacked;
  private long keyFrameRequests;

  PublishedStream(int ssrc, int rtxSsrc, boolean video, String mid, String rid, int sequence) {
    this.ssrc = ssrc;
    this.rtxSsrc = rtxSsrc;
    this.video = video;
    this.mid = mid;
    this.rid = rid;
    this.sequence = sequence & 0x7fff;
    this.pictureId = sequence & 0x3fff;
  }

  int packets() {
    return packets;
  }

  /// The next frame becomes a key frame.
  void wantKeyFrame() {
    keyFrameWanted = true;
    keyFrameRequests++;
  }

  /// Writes the RTP packet for a schedule's entry; returns the length of its header.
  int write(ByteBuffer out, Schedule.Entry entry, int rtpTime, long nowNanos) {
    if (frameBegins) {
      keyFrame = entry.keyframe() || keyFrameWanted || packets == 0;
      keyFrameWanted = false;
      pictureId = pictureId + 1 & 0x7fff;
      lastTime = rtpTime;
    }
    int start = out.position();
    int type = video ? Offer.VP8 : Offer.OPUS;
    boolean marker = video ? entry.marker() : packets == 0;
    out.put((byte) 0x90).put((byte) (marker ? 0x80 | type : type));
    out.putShort((short) sequence).putInt(lastTime).putInt(ssrc);
    extension(out, Offer.EXTENSION_RID);
    int header = out.position() - start;
    int payload = Math.max(entry.size() - header, video ? 40 : 20);
    int payloadStart = out.position();
    if (video) {
      vp8(out);
    } else {
      out.put((byte) 0x78);
    }
    out.position(payloadStart + payload - STAMP_BYTES);
    out.putInt(STAMP).putLong(nowNanos);
    frameBegins = !video || entry.marker();
    packets++;
    octets += payload;
    keep(out, start);
    sequence = sequence + 1 & 0xffff;
    return header;
  }

  /// One-byte header extensions (RFC 8285 §4.2): mid, and rid or the audio level.
  private void extension(ByteBuffer out, int ridId) {
    int start = out.position();
    out.putInt(0);
    text(out, Offer.EXTENSION_MID, mid);
    if (!rid.isEmpty()) {
      text(out, ridId, rid);
    }
    if (!video) {
      out.put((byte) (Offer.EXTENSION_LEVEL << 4)).put((byte) (0x80 | 30));
    }
    while ((out.position() - start) % 4 != 0) {
      out.put((byte) 0);
    }
    out.putShort(start, (short) 0xbede);
    out.putShort(start + 2, (short) ((out.position() - start) / 4 - 1));
  }

  private static void text(ByteBuffer out, int id, String value) {
    out.put((byte) (id << 4 | value.length() - 1));
    for (int i = 0; i < value.length(); i++) {
      out.put((byte) value.charAt(i));
    }
  }

  private void vp8(ByteBuffer out) {
    // X, and S on the first packet of a frame; then I, L, T; temporal layer 0.
    out.put((byte) (0x80 | (frameBegins ? 0x10 : 0))).put((byte) 0xe0);
    out.putShort((short) (0x8000 | pictureId)).put((byte) pictureId).put((byte) 0x20);
    if (frameBegins) {
      out.put((byte) (keyFrame ? 0x10 : 0x11)).put((byte) 2).put((byte) 0);
      if (keyFrame) {
        int width = rid.equals("q") ? 320 : rid.equals("h") ? 640 : 1280;
        out.put((byte) 0x9d).put((byte) 0x01).put((byte) 0x2a);
        out.put((byte) width).put((byte) (width >> 8));
        int height = width * 9 / 16;
        out.put((byte) height).put((byte) (height >> 8));
      }
    }
  }

  private void keep(ByteBuffer out, int start) {
    byte[] packet = new byte[out.position() - start];
    out.get(start, packet);
    history[sequence % HISTORY] = packet;
  }

  /// Writes the retransmission (RFC 4588 §4) of a packet; returns the header's length, or 0 if the
  /// packet is too old.
  int repair(ByteBuffer out, int wanted) {
    nacked++;
    byte[] packet = history[wanted % HISTORY];
    if (packet == null || !video || (packet[2] & 0xff) != wanted >> 8) {
      return 0;
    }
    ByteBuffer original = ByteBuffer.wrap(packet);
    int words = original.getShort(14) & 0xffff;
    int payloadAt = 16 + 4 * words;
    int start = out.position();
    out.put((byte) 0x90).put((byte) ((packet[1] & 0x80) | Offer.VP8_RTX));
    out.putShort((short) rtxSequence++).putInt(original.getInt(4)).putInt(rtxSsrc);
    extension(out, Offer.EXTENSION_REPAIRED_RID);
    int header = out.position() - start;
    out.putShort((short) wanted).put(packet, payloadAt, packet.length - payloadAt);
    return header;
  }

  void senderReport(ByteBuffer out, long unixMillis, int rtpTime) {
    Rtcp.senderReport(out, ssrc, unixMillis, rtpTime, packets, octets);
  }

  Map<String, Object> report() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", video ? "video" : "audio");
    if (!rid.isEmpty()) {
      map.put("layer", rid);
    }
    map.put("sent", packets);
    map.put("bytes", octets);
    map.put("nacked", nacked);
    map.put("key_frame_requests", keyFrameRequests);
    return map;
  }
}
