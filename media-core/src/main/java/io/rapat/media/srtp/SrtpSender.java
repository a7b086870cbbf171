package io.rapat.media.srtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Everything that is sent to one peer: encrypts out of place, so that the cipher pass is the only
/// copy of the payload (RFC 3711 §3.3, RFC 7714 §8, §9). Owned by one loop thread.
///
/// No pair of SSRC and packet index is ever used twice, because with GCM that would reveal the
/// authentication key (RFC 7714 §10.1). An index must be new and at most [#MAX_STEPS_BACK] before
/// the highest one; everything else is refused. The memory of an SSRC is never dropped, so the
/// number of SSRCs is bounded by refusing.
///
/// Hot path: no call allocates, except the first packets of new SSRCs.
public final class SrtpSender implements AutoCloseable {
  /// Most SSRCs that one sender may use in its life.
  public static final int MAX_STREAMS = 4096;

  /// How far before the highest sequence number an unused one may still be sent.
  public static final int MAX_STEPS_BACK = 64;

  private static final int RTCP_HEADER_BYTES = 8;
  private static final int ENCRYPTED = 0x8000_0000;
  private static final long LAST_RTP_INDEX = (1L << 48) - 1;
  private static final long LAST_RTCP_INDEX = (1L << 31) - 1;

  private final boolean gcm;
  private final int tagBytes;
  private final SrtpCipher rtpCipher;
  private final SrtpCipher rtcpCipher;
  private final IvSalt rtpSalt;
  private final IvSalt rtcpSalt;
  private final StreamTable streams = new StreamTable(MAX_STREAMS, false);
  private final MemorySegment rtcpAad = Arena.ofAuto().allocate(16, 8);
  private final long[] drops = new long[SrtpDrop.CODES + 1];
  // One count for all SSRCs is stricter than one for each, and still rises for each of them.
  private long nextRtcpIndex;

  /// A sender under this side's master key and salt.
  public SrtpSender(SrtpEngine engine, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    SessionKeys rtp = KeyDerivation.rtp(profile, masterKey, masterSalt);
    SessionKeys rtcp = KeyDerivation.rtcp(profile, masterKey, masterSalt);
    gcm = profile == SrtpProfile.AEAD_AES_128_GCM;
    tagBytes = profile.tagBytes();
    rtpCipher = engine.sealing(profile, rtp);
    rtcpCipher = engine.sealing(profile, rtcp);
    rtpSalt = new IvSalt(profile, rtp.salt());
    rtcpSalt = new IvSalt(profile, rtcp.salt());
  }

  /// A sender with the local half of the keys.
  public static SrtpSender of(SrtpEngine engine, SrtpKeys keys) {
    return new SrtpSender(engine, keys.profile(), keys.localKey(), keys.localSalt());
  }

  /// Writes `header || encrypted payload || tag` to `out`.
  ///
  /// @param headerLen length of the complete RTP header with CSRCs and extension; it must be what
  ///   the header itself says
  /// @param out needs room for both lengths and the tag. It may already hold the header at
  ///   `outOff`, and it may hold the payload in its final place; else the ranges must not overlap
  /// @return length of the SRTP packet, or a negative code of [SrtpDrop]
  public int protectRtp(
      MemorySegment header,
      long headerOff,
      int headerLen,
      MemorySegment payload,
      long payloadOff,
      int payloadLen,
      MemorySegment out,
      long outOff) {
    long index = claim(header, headerOff, headerLen);
    if (index < 0) {
      return (int) index;
    }
    MemorySegment.copy(header, headerOff, out, outOff, headerLen);
    return seal(index, headerLen, payload, payloadOff, payloadLen, out, outOff);
  }

  /// Writes `header || encrypted (prefix || payload) || tag` to `out`. Prefix and payload are
  /// copied and then encrypted in place.
  ///
  /// @return length of the SRTP packet, or a negative code of [SrtpDrop]
  public int protectRtp(
      MemorySegment header,
      long headerOff,
      int headerLen,
      MemorySegment prefix,
      long prefixOff,
      int prefixLen,
      MemorySegment payload,
      long payloadOff,
      int payloadLen,
      MemorySegment out,
      long outOff) {
    if (prefixLen == 0) {
      return protectRtp(header, headerOff, headerLen, payload, payloadOff, payloadLen, out, outOff);
    }
    long index = claim(header, headerOff, headerLen);
    if (index < 0) {
      return (int) index;
    }
    long text = outOff + headerLen;
    MemorySegment.copy(header, headerOff, out, outOff, headerLen);
    MemorySegment.copy(prefix, prefixOff, out, text, prefixLen);
    MemorySegment.copy(payload, payloadOff, out, text + prefixLen, payloadLen);
    return seal(index, headerLen, out, text, prefixLen + payloadLen, out, outOff);
  }

  /// Takes the index of a packet out of the unused ones, before anything is encrypted with it.
  private long claim(MemorySegment header, long headerOff, int headerLen) {
    if (RtpBorder.headerLength(header, headerOff, headerLen) != headerLen) {
      return drop(SrtpDrop.BAD_HEADER);
    }
    int ssrc = Bytes.i32(header, headerOff + 8);
    int sequence = Bytes.u16(header, headerOff + 2);
    int slot = streams.find(ssrc);
    if (slot < 0) {
      return streams.add(ssrc, sequence) < 0 ? drop(SrtpDrop.TOO_MANY_STREAMS) : sequence;
    }
    long index = streams.estimate(slot, sequence);
    if (index > LAST_RTP_INDEX) {
      return drop(SrtpDrop.KEY_EXHAUSTED);
    }
    int refused = streams.check(slot, index, MAX_STEPS_BACK + 1);
    if (refused < 0) {
      return drop(refused);
    }
    streams.accept(slot, index);
    return index;
  }

  private int seal(
      long index,
      int headerLen,
      MemorySegment text,
      long textOff,
      int textLen,
      MemorySegment out,
      long outOff) {
    int ssrc = Bytes.i32(out, outOff + 8);
    rtpCipher.seal(
        rtpSalt.high(ssrc, index),
        rtpSalt.low(index),
        out,
        outOff,
        headerLen,
        text,
        textOff,
        textLen,
        out,
        outOff + headerLen,
        outOff + headerLen + textLen,
        (int) (index >>> 16));
    return headerLen + textLen + tagBytes;
  }

  /// Writes one protected RTCP packet or compound to `out`. The ranges must not overlap.
  ///
  /// @param len at least 8
  /// @param out needs room for `len` and [SrtpProfile#rtcpOverheadBytes()]
  /// @return length of the SRTCP packet, or a negative code of [SrtpDrop]
  public int protectRtcp(
      MemorySegment packet, long offset, int len, MemorySegment out, long outOff) {
    if (len < RTCP_HEADER_BYTES) {
      return drop(SrtpDrop.TOO_SHORT);
    }
    if (nextRtcpIndex > LAST_RTCP_INDEX) {
      return drop(SrtpDrop.KEY_EXHAUSTED);
    }
    long index = nextRtcpIndex++;
    int indexWord = ENCRYPTED | (int) index;
    int ssrc = Bytes.i32(packet, offset + 4);
    MemorySegment.copy(packet, offset, out, outOff, RTCP_HEADER_BYTES);
    MemorySegment.copy(packet, offset, rtcpAad, 0, RTCP_HEADER_BYTES);
    Bytes.put32(rtcpAad, RTCP_HEADER_BYTES, indexWord);
    rtcpCipher.seal(
        rtcpSalt.high(ssrc, index),
        rtcpSalt.low(index),
        rtcpAad,
        0,
        gcm ? RTCP_HEADER_BYTES + SrtpProfile.RTCP_INDEX_BYTES : RTCP_HEADER_BYTES,
        packet,
        offset + RTCP_HEADER_BYTES,
        len - RTCP_HEADER_BYTES,
        out,
        outOff + RTCP_HEADER_BYTES,
        outOff + len + (gcm ? 0 : SrtpProfile.RTCP_INDEX_BYTES),
        indexWord);
    // RFC 7714 §9.2 puts the tag before the index, RFC 3711 §3.4 behind it.
    Bytes.put32(out, outOff + len + (gcm ? tagBytes : 0), indexWord);
    return len + tagBytes + SrtpProfile.RTCP_INDEX_BYTES;
  }

  /// How many packets were refused for this reason, a code of [SrtpDrop].
  public long dropped(int code) {
    return drops[-code];
  }

  private int drop(int code) {
    drops[-code]++;
    return code;
  }

  /// Wipes the keys.
  @Override
  public void close() {
    rtpCipher.close();
    rtcpCipher.close();
  }
}
