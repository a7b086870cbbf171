package io.rapat.media.sctp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// The data channels of an association: opened in band by either side, closed by stream reset (RFC
/// 8831 §6, RFC 8832).
final class DataChannels {
  static final int TEXT = 51;
  static final int BINARY = 53;
  static final int EMPTY_TEXT = 56;
  static final int EMPTY_BINARY = 57;

  private final SctpConfig config;
  private final SctpCounters counters;
  private final Queue<SctpEvent> events;
  private final boolean even;

  /// In the order of opening: the newest of a label is the last.
  private final Map<Integer, DataChannel> channels = new LinkedHashMap<>();

  DataChannels(
      SctpConfig config, SctpCounters counters, Queue<SctpEvent> events, boolean dtlsClient) {
    this.config = config;
    this.counters = counters;
    this.events = events;
    this.even = dtlsClient;
  }

  int count() {
    return channels.size();
  }

  /// Tracks the streams of channels that were opened before the peer was known.
  void attach(Inbound inbound) {
    for (DataChannel channel : channels.values()) {
      inbound.trackStream(channel.id, 0);
    }
  }

  /// Opens a channel: the DTLS client takes even streams, the server odd ones (RFC 8832 §6). Empty
  /// if there are too many.
  Optional<DataChannel> open(
      String label, boolean ordered, int maxRetransmits, int peerStreams, Outbound outbound) {
    int id = even ? 0 : 1;
    while (channels.containsKey(id)) {
      id += 2;
    }
    if (channels.size() >= config.maxChannels() || id >= peerStreams) {
      return Optional.empty();
    }
    DataChannel channel =
        new DataChannel(id, label, ordered, maxRetransmits, DataChannel.State.OPENING);
    channels.put(id, channel);
    sendDcep(id, Dcep.open(label, ordered, maxRetransmits), outbound);
    return Optional.of(channel);
  }

  private static void sendDcep(int stream, byte[] message, Outbound outbound) {
    outbound.enqueue(new OutboundMessage(stream, false, Dcep.PPID, message, -1));
  }

  /// The channel, if messages can be sent on it.
  Optional<DataChannel> usable(int id) {
    return Optional.ofNullable(channels.get(id))
        .filter(channel -> channel.state != DataChannel.State.CLOSING);
  }

  /// The newest usable channel of that label.
  Optional<DataChannel> usable(String label) {
    DataChannel found = null;
    for (DataChannel channel : channels.values()) {
      if (channel.state != DataChannel.State.CLOSING && channel.label.equals(label)) {
        found = channel;
      }
    }
    return Optional.ofNullable(found);
  }

  /// Hands a message to a channel's stream. Until the peer acknowledged the channel, all goes
  /// ordered so that nothing overtakes the OPEN (RFC 8832 §6).
  void send(DataChannel channel, byte[] message, boolean binary, Outbound outbound) {
    boolean empty = message.length == 0;
    int ppid = empty ? (binary ? EMPTY_BINARY : EMPTY_TEXT) : (binary ? BINARY : TEXT);
    boolean unordered = !channel.ordered && channel.state == DataChannel.State.OPEN;
    outbound.enqueue(
        new OutboundMessage(
            channel.id, unordered, ppid, empty ? new byte[1] : message, channel.maxRetransmits));
  }

  void receive(InboundMessage message, Inbound inbound, Outbound outbound) {
    switch (message.ppid()) {
      case Dcep.PPID -> receiveDcep(message, inbound, outbound);
      case TEXT -> deliver(message, false, message.payload());
      case BINARY -> deliver(message, true, message.payload());
      case EMPTY_TEXT -> deliver(message, false, new byte[0]);
      case EMPTY_BINARY -> deliver(message, true, new byte[0]);
      default -> counters.drop(SctpDrop.UNKNOWN_PPID);
    }
  }

  private void deliver(InboundMessage message, boolean binary, byte[] payload) {
    DataChannel channel = channels.get(message.stream());
    if (channel == null || channel.incomingReset) {
      counters.drop(SctpDrop.NO_CHANNEL);
      return;
    }
    counters.messagesReceived++;
    events.add(new SctpEvent.MessageReceived(channel.id, channel.label, binary, payload));
  }

  private void receiveDcep(InboundMessage message, Inbound inbound, Outbound outbound) {
    switch (Dcep.parse(message.payload())) {
      case Dcep.Open open -> accept(message.stream(), open, inbound, outbound);
      case Dcep.Ack _ -> acknowledged(message.stream());
      case Dcep.Bad _ -> counters.drop(SctpDrop.BAD_DCEP);
    }
  }

  private void acknowledged(int stream) {
    DataChannel channel = channels.get(stream);
    if (channel != null && channel.state == DataChannel.State.OPENING) {
      channel.state = DataChannel.State.OPEN;
      tellOpened(channel);
    }
  }

  private void tellOpened(DataChannel channel) {
    events.add(
        new SctpEvent.ChannelOpened(
            channel.id, channel.label, channel.ordered, channel.maxRetransmits));
  }

  private void accept(int stream, Dcep.Open open, Inbound inbound, Outbound outbound) {
    boolean peersHalf = stream % 2 == (even ? 1 : 0) && stream < Handshake.STREAMS;
    if (!peersHalf || channels.containsKey(stream)) {
      counters.drop(SctpDrop.BAD_DCEP);
      return;
    }
    if (channels.size() >= config.maxChannels()) {
      counters.drop(SctpDrop.CHANNEL_LIMIT);
      return;
    }
    DataChannel channel =
        new DataChannel(
            stream, open.label(), open.ordered(), open.maxRetransmits(), DataChannel.State.OPEN);
    channels.put(stream, channel);
    inbound.trackStream(stream, 1);
    sendDcep(stream, Dcep.ack(), outbound);
    tellOpened(channel);
  }

  /// Starts to close a channel; what was sent on it still goes out.
  boolean close(int id) {
    DataChannel channel = channels.get(id);
    if (channel == null || channel.state == DataChannel.State.CLOSING) {
      return false;
    }
    channel.state = DataChannel.State.CLOSING;
    return true;
  }

  /// Channels whose outgoing stream must be reset.
  List<DataChannel> closing() {
    List<DataChannel> closing = new ArrayList<>();
    for (DataChannel channel : channels.values()) {
      if (channel.state == DataChannel.State.CLOSING && !channel.outgoingReset) {
        closing.add(channel);
      }
    }
    return closing;
  }

  /// The peer reset its outgoing streams; ours follow (RFC 8831 §6.7). No stream named means all.
  void incomingReset(List<Integer> streams, Inbound inbound, Outbound outbound) {
    for (int id : streams.isEmpty() ? List.copyOf(channels.keySet()) : streams) {
      DataChannel channel = channels.get(id);
      inbound.forgetStream(id);
      if (channel == null || channel.incomingReset) {
        continue;
      }
      channel.state = DataChannel.State.CLOSING;
      channel.incomingReset = true;
      outbound.clearStream(id);
      tellClosed(channel);
      removeIfDone(channel);
    }
  }

  /// Our outgoing streams are reset.
  void outgoingReset(List<Integer> streams, Outbound outbound) {
    for (int id : streams) {
      outbound.forgetStream(id);
      DataChannel channel = channels.get(id);
      if (channel != null) {
        channel.outgoingReset = true;
        removeIfDone(channel);
      }
    }
  }

  private void removeIfDone(DataChannel channel) {
    if (channel.incomingReset && channel.outgoingReset) {
      channels.remove(channel.id);
      tellClosed(channel);
    }
  }

  private void tellClosed(DataChannel channel) {
    if (!channel.closeTold) {
      channel.closeTold = true;
      events.add(new SctpEvent.ChannelClosed(channel.id, channel.label));
    }
  }

  /// The association is over or starts anew.
  void closeAll() {
    channels.values().forEach(this::tellClosed);
    channels.clear();
  }
}
