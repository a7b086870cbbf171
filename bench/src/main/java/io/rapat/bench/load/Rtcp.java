package io.rapat.bench.load;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/// The RTCP that a light participant speaks: RFC 3550 §6.4, RFC 4585 §6, and REMB.
final class Rtcp {
  static final int SENDER_REPORT = 200;
  static final int RECEIVER_REPORT = 201;
  static final int TRANSPORT_FEEDBACK = 205;
  static final int PAYLOAD_FEEDBACK = 206;
  private static final int MAX_BLOCKS = 31;
  private static final long NTP_EPOCH_SECONDS = 2_208_988_800L;

  private Rtcp() {}

  /// Handles what comes in.
  interface Handler {
    void nacked(int ssrc, int sequence);

    void keyFrameWanted(int ssrc);

    void senderReport(int ssrc, int middleOfNtp);
  }

  /// Reads a compound; stops at what is malformed.
  static void read(ByteBuffer in, Handler handler) {
    while (in.remaining() >= 8) {
      int start = in.position();
      int format = in.get(start) & 0x1f;
      int type = in.get(start + 1) & 0xff;
      int end = start + 4 + 4 * (in.getShort(start + 2) & 0xffff);
      if (end > in.limit()) {
        return;
      }
      readOne(in, start, end, type, format, handler);
      in.position(end);
    }
  }

  private static void readOne(
      ByteBuffer in, int start, int end, int type, int format, Handler handler) {
    if (type == SENDER_REPORT && end - start >= 28) {
      handler.senderReport(
          in.getInt(start + 4), in.getInt(start + 8) << 16 | in.getInt(start + 12) >>> 16);
    } else if (type == TRANSPORT_FEEDBACK && format == 1) {
      for (int at = start + 12; at + 4 <= end; at += 4) {
        int first = in.getShort(at) & 0xffff;
        int more = in.getShort(at + 2) & 0xffff;
        handler.nacked(in.getInt(start + 8), first);
        for (int bit = 0; bit < 16; bit++) {
          if ((more >> bit & 1) != 0) {
            handler.nacked(in.getInt(start + 8), first + bit + 1 & 0xffff);
          }
        }
      }
    } else if (type == PAYLOAD_FEEDBACK && format == 1 && end - start >= 12) {
      handler.keyFrameWanted(in.getInt(start + 8));
    } else if (type == PAYLOAD_FEEDBACK && format == 4) {
      for (int at = start + 12; at + 8 <= end; at += 8) {
        handler.keyFrameWanted(in.getInt(at));
      }
    }
  }

  /// A sender report and an SDES CNAME.
  static void senderReport(
      ByteBuffer out, int ssrc, long unixMillis, int rtpTime, int packets, long octets) {
    int start = out.position();
    header(out, 0, SENDER_REPORT).putInt(ssrc);
    out.putInt((int) (unixMillis / 1000 + NTP_EPOCH_SECONDS));
    out.putInt((int) ((unixMillis % 1000 << 32) / 1000));
    out.putInt(rtpTime).putInt(packets).putInt((int) octets);
    end(out, start);
    int description = out.position();
    header(out, 1, 202).putInt(ssrc).put((byte) 1).put((byte) 4);
    out.put((byte) 'l').put((byte) 'o').put((byte) 'a').put((byte) 'd').putShort((short) 0);
    end(out, description);
  }

  /// A receiver report on at most 31 streams.
  static void receiverReport(
      ByteBuffer out, int ssrc, Collection<ReceivedStream> streams, long nowNanos) {
    int start = out.position();
    List<ReceivedStream> reported = streams.stream().limit(MAX_BLOCKS).toList();
    header(out, reported.size(), RECEIVER_REPORT).putInt(ssrc);
    for (ReceivedStream stream : reported) {
      stream.writeReportBlock(out, nowNanos);
    }
    end(out, start);
  }

  /// Generic NACK for one packet each.
  static void nack(ByteBuffer out, int ssrc, int mediaSsrc, List<Integer> sequences) {
    int start = out.position();
    header(out, 1, TRANSPORT_FEEDBACK).putInt(ssrc).putInt(mediaSsrc);
    for (int sequence : sequences) {
      out.putShort((short) sequence).putShort((short) 0);
    }
    end(out, start);
  }

  static void pictureLoss(ByteBuffer out, int ssrc, int mediaSsrc) {
    int start = out.position();
    header(out, 1, PAYLOAD_FEEDBACK).putInt(ssrc).putInt(mediaSsrc);
    end(out, start);
  }

  /// Receiver estimated maximum bitrate (draft-alvestrand-rmcat-remb §2.2).
  static void remb(ByteBuffer out, int ssrc, long bitsPerSecond, List<Integer> ssrcs) {
    int start = out.position();
    int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bitsPerSecond) - 18);
    header(out, 15, PAYLOAD_FEEDBACK).putInt(ssrc).putInt(0);
    out.putInt(0x52454d42);
    out.putInt(ssrcs.size() << 24 | exponent << 18 | (int) (bitsPerSecond >> exponent));
    ssrcs.forEach(out::putInt);
    end(out, start);
  }

  private static ByteBuffer header(ByteBuffer out, int count, int type) {
    return out.put((byte) (0x80 | count)).put((byte) type).putShort((short) 0);
  }

  private static void end(ByteBuffer out, int start) {
    out.putShort(start + 2, (short) ((out.position() - start) / 4 - 1));
  }
}
