package io.rapat.media.room;

import io.rapat.media.codec.OpusRed;
import io.rapat.media.codec.Vp8Descriptor;
import io.rapat.media.rtcp.NtpTime;
import io.rapat.media.rtp.HeaderExtensions;
import io.rapat.media.rtp.RtpHeaderWriter;
import io.rapat.media.rtp.RtpPacket;
import io.rapat.media.stream.Retransmission;
import io.rapat.media.wire.Bytes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Gives a received packet the form in which each subscriber gets it: a new header, the descriptor
/// fields that must be continuous, and the payload as it lies in its slot.
///
/// Hot path.
final class PacketSender {
  private static final int PREFIX = RtpHeaderWriter.MAX_HEADER;
  private static final int SCRATCH = PREFIX + 16;
  private static final int SHORT_ID = 14;
  private static final int SHORT_LENGTH = 16;

  private final PacketOutput output;
  private final Counters counters;
  private final MemorySegment scratch = Arena.ofAuto().allocate(SCRATCH, 64);
  private final RtpHeaderWriter header = new RtpHeaderWriter(scratch, 0);
  private final Vp8Descriptor vp8 = new Vp8Descriptor();
  private final OpusRed red = new OpusRed();

  // The packet to send.
  private RtpPacket packet;
  private Codec codec = Codec.OPUS;
  private int dependencyPosition;
  private int dependencyLength;
  private int descriptorLength;
  private boolean renumbers;
  private boolean redReadable;
  private long nowNanos;
  private int absoluteSendTime;

  PacketSender(PacketOutput output, Counters counters, RtpPacket none) {
    this.output = output;
    this.counters = counters;
    packet = none;
  }

  /// Takes the packet that the following calls send.
  void begin(RtpPacket packet, Codec codec, HeaderExtensionIds ids, long nowNanos) {
    this.packet = packet;
    this.codec = codec;
    this.nowNanos = nowNanos;
    // 24 bits of seconds in 6.18 fixed point.
    absoluteSendTime = (int) (NtpTime.ofNanos(nowNanos) >>> 14) & 0xff_ffff;
    HeaderExtensions extensions = packet.extensions();
    boolean described = codec == Codec.VP9 || codec == Codec.AV1 || codec == Codec.H265;
    dependencyPosition = described ? extensions.position(ids.dependencyDescriptor()) : -1;
    dependencyLength = dependencyPosition < 0 ? 0 : extensions.length(ids.dependencyDescriptor());
    renumbers = false;
    redReadable = false;
    if (codec == Codec.VP8) {
      descriptorLength =
          vp8.parse(packet.segment(), packet.payloadOffset(), packet.payloadLength());
      renumbers = descriptorLength > 1;
    } else if (codec == Codec.RED) {
      redReadable = red.parse(packet.segment(), packet.payloadOffset(), packet.payloadLength()) > 0;
    }
  }

  /// The packet's VP8 descriptor; only when it is VP8.
  Vp8Descriptor vp8() {
    return vp8;
  }

  /// The codec the subscriber gets the packet in: RED becomes plain Opus for one who knows no RED,
  /// or knows Opus by another payload type than the blocks name. Never null: [#canSend] tells.
  private Codec codecFor(Subscription subscription) {
    if (codec != Codec.RED) {
      return codec;
    }
    boolean asIs =
        subscription.payloadType(Codec.RED) >= 0
            && redReadable
            && subscription.payloadType(Codec.OPUS) == red.primaryPayloadType();
    return asIs || !redReadable ? Codec.RED : Codec.OPUS;
  }

  /// Whether the subscriber has a payload type for the packet.
  boolean canSend(Subscription subscription) {
    return subscription.payloadType(codecFor(subscription)) >= 0;
  }

  /// Whether the subscriber has a payload type for the packet's retransmission.
  boolean canResend(Subscription subscription) {
    return subscription.rtxPayloadType(codecFor(subscription)) >= 0;
  }

  /// Sends the packet in the subscriber's stream.
  ///
  /// @param out its extended sequence number there
  /// @param pictures offsets of [Vp8Numbers]
  void send(Subscription subscription, long out, int timestamp, boolean marker, int pictures) {
    Codec as = codecFor(subscription);
    beginHeader(
        subscription,
        subscription.payloadType(as),
        marker,
        (int) out & 0xffff,
        timestamp,
        subscription.ssrc);
    int sent = finish(subscription, as, 0, marker, pictures);
    subscription.packetsSent++;
    subscription.octetsSent += sent;
    subscription.receiver.retransmissions.onSent(sent);
  }

  /// Sends the packet again as retransmission (RFC 4588 §4), under a number of that stream.
  void resend(Subscription subscription, long out, int timestamp, boolean marker, int pictures) {
    Codec as = codecFor(subscription);
    beginHeader(
        subscription,
        subscription.rtxPayloadType(as),
        marker,
        subscription.rtxSequence++ & 0xffff,
        timestamp,
        subscription.rtxSsrc);
    Bytes.put16(scratch, PREFIX, (int) out);
    finish(subscription, as, Retransmission.OSN_BYTES, marker, pictures);
    counters.packetsRetransmitted++;
  }

  private void beginHeader(
      Subscription subscription,
      int payloadType,
      boolean marker,
      int sequence,
      int timestamp,
      int ssrc) {
    HeaderExtensionIds ids = subscription.extensions;
    boolean dependency = dependencyPosition >= 0 && ids.dependencyDescriptor() != 0;
    header.begin(
        payloadType,
        marker,
        sequence,
        timestamp,
        ssrc,
        (dependency && dependencyLength > SHORT_LENGTH)
            || (ids.absSendTime() | ids.transportSequence() | ids.dependencyDescriptor())
                > SHORT_ID);
    if (ids.absSendTime() != 0) {
      header.add24(ids.absSendTime(), absoluteSendTime);
    }
    if (ids.transportSequence() != 0) {
      header.add16(
          ids.transportSequence(),
          subscription.receiver.estimator.onSent(
              RtpPacket.FIXED_HEADER + packet.payloadLength(), nowNanos));
    }
    if (dependency) {
      header.addCopy(
          ids.dependencyDescriptor(),
          packet.segment(),
          packet.offset() + dependencyPosition,
          dependencyLength);
    }
  }

  private int finish(
      Subscription subscription, Codec as, int prefixBegun, boolean marker, int pictures) {
    long payload = packet.payloadOffset();
    int length = packet.payloadLength();
    int prefix = prefixBegun;
    if (renumbers) {
      prefix +=
          vp8.write(
              vp8.pictureId() - Vp8Numbers.pictureOffset(pictures),
              vp8.tl0PicIdx() - Vp8Numbers.tl0Offset(pictures),
              vp8.keyIdx() - Vp8Numbers.keyOffset(pictures),
              scratch,
              PREFIX + prefix);
      payload += descriptorLength;
      length -= descriptorLength;
    } else if (codec == Codec.RED && as == Codec.OPUS) {
      payload += red.primaryOffset();
      length = red.primaryLength();
    }
    return emit(subscription, prefix, packet.segment(), payload, length, marker);
  }

  private int emit(
      Subscription subscription,
      int prefix,
      MemorySegment segment,
      long payload,
      int length,
      boolean marker) {
    int headerLength = header.end();
    output.sendRtp(
        subscription.receiver.index,
        scratch,
        0,
        headerLength,
        scratch,
        PREFIX,
        prefix,
        segment,
        payload,
        length,
        marker);
    int size = headerLength + prefix + length;
    subscription.rate.add(size, nowNanos);
    subscription.receiver.sent.add(size, nowNanos);
    counters.packetsSent++;
    counters.bytesSent += size;
    return prefix + length;
  }

  /// Fills a number that was left for a packet which then wasn't wanted: one byte of padding, so
  /// that the stream has no gap.
  void sendFiller(Subscription subscription, Codec codec, long out, int timestamp, long nowNanos) {
    int payloadType = subscription.payloadType(codec);
    if (payloadType < 0) {
      return;
    }
    this.nowNanos = nowNanos;
    header.begin(payloadType, false, (int) out & 0xffff, timestamp, subscription.ssrc, false);
    header.setPadding();
    Bytes.put8(scratch, PREFIX, 1);
    emit(subscription, 1, scratch, PREFIX, 0, false);
    subscription.packetsSent++;
  }

  /// Repeats a filler: a retransmission that carries nothing.
  void resendFiller(
      Subscription subscription, Codec codec, long out, int timestamp, long nowNanos) {
    int payloadType = subscription.rtxPayloadType(codec);
    if (payloadType < 0) {
      return;
    }
    this.nowNanos = nowNanos;
    header.begin(
        payloadType,
        false,
        subscription.rtxSequence++ & 0xffff,
        timestamp,
        subscription.rtxSsrc,
        false);
    Bytes.put16(scratch, PREFIX, (int) out);
    emit(subscription, Retransmission.OSN_BYTES, scratch, PREFIX, 0, false);
    counters.packetsRetransmitted++;
  }
}
