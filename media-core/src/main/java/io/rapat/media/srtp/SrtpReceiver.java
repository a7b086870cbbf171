package io.rapat.media.srtp;

import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Everything that one peer sends: checks, decrypts and refuses replays (RFC 3711 §3.3, RFC 7714
/// §8, §9). Owned by one loop thread.
///
/// State for an SSRC is created only after a packet of it was authentic, and for at most
/// [#MAX_STREAMS] SSRCs: a new one then pushes out the one that was silent for longest. Nothing
/// changes when a packet is refused, except its counter.
///
/// Hot path: no call allocates.
public final class SrtpReceiver implements AutoCloseable {
  /// Most SSRCs that are remembered, for RTP and RTCP each.
  public static final int MAX_STREAMS = 64;

  private static final int RTCP_HEADER_BYTES = 8;
  private static final int ENCRYPTED = 0x8000_0000;

  private final boolean gcm;
  private final int tagBytes;
  private final SrtpCipher rtpCipher;
  private final SrtpCipher rtcpCipher;
  private final IvSalt rtpSalt;
  private final IvSalt rtcpSalt;
  private final StreamTable rtpStreams = new StreamTable(MAX_STREAMS, true);
  private final StreamTable rtcpStreams = new StreamTable(MAX_STREAMS, true);
  private final MemorySegment rtcpAad = Arena.ofAuto().allocate(16, 8);
  private final long[] drops = new long[SrtpDrop.CODES + 1];

  /// A receiver for what the other side protects under its master key and salt.
  public SrtpReceiver(SrtpEngine engine, SrtpProfile profile, byte[] masterKey, byte[] masterSalt) {
    SessionKeys rtp = KeyDerivation.rtp(profile, masterKey, masterSalt);
    SessionKeys rtcp = KeyDerivation.rtcp(profile, masterKey, masterSalt);
    gcm = profile == SrtpProfile.AEAD_AES_128_GCM;
    tagBytes = profile.tagBytes();
    rtpCipher = engine.opening(profile, rtp);
    rtcpCipher = engine.opening(profile, rtcp);
    rtpSalt = new IvSalt(profile, rtp.salt());
    rtcpSalt = new IvSalt(profile, rtcp.salt());
  }

  /// A receiver with the remote half of the keys.
  public static SrtpReceiver of(SrtpEngine engine, SrtpKeys keys) {
    return new SrtpReceiver(engine, keys.profile(), keys.remoteKey(), keys.remoteSalt());
  }

  /// Checks one SRTP packet and writes the plain RTP packet to `out`. The ranges must not overlap.
  ///
  /// @param out needs room for `len` minus the tag
  /// @return length of the RTP packet, header included, or a negative code of [SrtpDrop]; what
  ///   stands in `out` is then undefined
  public int unprotectRtp(MemorySegment in, long inOff, int len, MemorySegment out, long outOff) {
    if (len < RtpBorder.FIXED_BYTES + tagBytes) {
      return drop(SrtpDrop.TOO_SHORT);
    }
    int header = RtpBorder.headerLength(in, inOff, len - tagBytes);
    if (header < 0) {
      return drop(header);
    }
    int ssrc = Bytes.i32(in, inOff + 8);
    int sequence = Bytes.u16(in, inOff + 2);
    int slot = rtpStreams.find(ssrc);
    long index = sequence;
    if (slot >= 0) {
      index = rtpStreams.estimate(slot, sequence);
      int refused = rtpStreams.check(slot, index, StreamTable.WINDOW);
      if (refused < 0) {
        return drop(refused);
      }
    }
    int text = len - tagBytes - header;
    MemorySegment.copy(in, inOff, out, outOff, header);
    if (!rtpCipher.open(
        rtpSalt.high(ssrc, index),
        rtpSalt.low(index),
        in,
        inOff,
        header,
        in,
        inOff + header,
        text,
        inOff + header + text,
        out,
        outOff + header,
        (int) (index >>> 16))) {
      return drop(SrtpDrop.AUTH_FAILED);
    }
    remember(rtpStreams, slot, ssrc, index);
    return header + text;
  }

  /// Checks one SRTCP packet or compound and writes the plain RTCP to `out`. The ranges must not
  /// overlap.
  ///
  /// @param out needs room for `len` minus tag and index
  /// @return length of the RTCP, or a negative code of [SrtpDrop]
  public int unprotectRtcp(MemorySegment in, long inOff, int len, MemorySegment out, long outOff) {
    int plain = len - tagBytes - SrtpProfile.RTCP_INDEX_BYTES;
    if (plain < RTCP_HEADER_BYTES) {
      return drop(SrtpDrop.TOO_SHORT);
    }
    if ((Bytes.u8(in, inOff) & 0xc0) != 0x80) {
      return drop(SrtpDrop.BAD_HEADER);
    }
    // RFC 7714 §9.2 puts the tag before the index, RFC 3711 §3.4 behind it.
    int indexWord = Bytes.i32(in, inOff + plain + (gcm ? tagBytes : 0));
    if ((indexWord & ENCRYPTED) == 0) {
      return drop(SrtpDrop.NOT_ENCRYPTED);
    }
    int ssrc = Bytes.i32(in, inOff + 4);
    long index = indexWord & 0x7fff_ffffL;
    int slot = rtcpStreams.find(ssrc);
    if (slot >= 0) {
      int refused = rtcpStreams.check(slot, index, StreamTable.WINDOW);
      if (refused < 0) {
        return drop(refused);
      }
    }
    MemorySegment.copy(in, inOff, out, outOff, RTCP_HEADER_BYTES);
    if (!openRtcp(in, inOff, plain, out, outOff, ssrc, index, indexWord)) {
      return drop(SrtpDrop.AUTH_FAILED);
    }
    remember(rtcpStreams, slot, ssrc, index);
    return plain;
  }

  private boolean openRtcp(
      MemorySegment in,
      long inOff,
      int plain,
      MemorySegment out,
      long outOff,
      int ssrc,
      long index,
      int indexWord) {
    MemorySegment.copy(in, inOff, rtcpAad, 0, RTCP_HEADER_BYTES);
    Bytes.put32(rtcpAad, RTCP_HEADER_BYTES, indexWord);
    return rtcpCipher.open(
        rtcpSalt.high(ssrc, index),
        rtcpSalt.low(index),
        rtcpAad,
        0,
        gcm ? RTCP_HEADER_BYTES + SrtpProfile.RTCP_INDEX_BYTES : RTCP_HEADER_BYTES,
        in,
        inOff + RTCP_HEADER_BYTES,
        plain - RTCP_HEADER_BYTES,
        inOff + plain + (gcm ? 0 : SrtpProfile.RTCP_INDEX_BYTES),
        out,
        outOff + RTCP_HEADER_BYTES,
        indexWord);
  }

  private static void remember(StreamTable streams, int slot, int ssrc, long index) {
    if (slot >= 0) {
      streams.accept(slot, index);
    } else {
      // A receiver's table makes room, so this cannot fail.
      int _ = streams.add(ssrc, index);
    }
  }

  /// SSRCs that sent at least one authentic RTP packet and are still remembered.
  public int streams() {
    return rtpStreams.size();
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
