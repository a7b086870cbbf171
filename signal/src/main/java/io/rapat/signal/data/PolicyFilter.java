package io.rapat.signal.data;

import java.util.LinkedHashMap;
import java.util.Map;
import livekit.LivekitModels.DataPacket;

/// Judges the packets of one sender by its [DataPolicy]. The packets of a stream are judged by the
/// topic in its header, each by the policy of the moment. Owned by the sender's session.
public final class PolicyFilter {

  private static final int OPEN_STREAMS = 256;
  private static final int LONGEST_STREAM_ID = 128;

  private final Map<String, String> topics =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > OPEN_STREAMS;
        }
      };

  private DataPolicy policy;

  public PolicyFilter(DataPolicy policy) {
    this.policy = policy;
  }

  /// From now on another policy holds.
  public void change(DataPolicy newPolicy) {
    policy = newPolicy;
  }

  /// Whether the packet may go on.
  ///
  /// @param isPrivate whether it names those it is for
  public boolean allows(DataPacket packet, boolean isPrivate) {
    return switch (packet.getValueCase()) {
      case USER -> policy.allows(topic(packet.getUser().getTopic()), isPrivate);
      case CHAT_MESSAGE -> policy.allows(DataPolicy.CHAT, isPrivate);
      case STREAM_HEADER ->
          header(
              packet.getStreamHeader().getStreamId(),
              topic(packet.getStreamHeader().getTopic()),
              isPrivate);
      case STREAM_CHUNK -> part(packet.getStreamChunk().getStreamId(), isPrivate);
      case STREAM_TRAILER -> trailer(packet.getStreamTrailer().getStreamId(), isPrivate);
      case ENCRYPTED_PACKET, VALUE_NOT_SET -> policy.opaque();
      case SPEAKER, SIP_DTMF, TRANSCRIPTION, METRICS, RPC_REQUEST, RPC_ACK, RPC_RESPONSE -> true;
    };
  }

  private static String topic(String topic) {
    return ChatReader.isOldTopic(topic) ? DataPolicy.CHAT : topic;
  }

  private boolean header(String streamId, String topic, boolean isPrivate) {
    if (!policy.allows(topic, isPrivate)) {
      return false;
    }
    if (streamId.length() <= LONGEST_STREAM_ID && topic.length() <= LONGEST_STREAM_ID) {
      topics.put(streamId, topic);
    }
    return true;
  }

  /// Without a header nobody can tell what it belongs to.
  private boolean part(String streamId, boolean isPrivate) {
    String topic = topics.get(streamId);
    return topic == null ? policy.opaque() : policy.allows(topic, isPrivate);
  }

  private boolean trailer(String streamId, boolean isPrivate) {
    boolean allowed = part(streamId, isPrivate);
    topics.remove(streamId);
    return allowed;
  }
}
