package io.rapat.signal.data;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import livekit.LivekitModels.ChatMessage;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;
import livekit.LivekitModels.UserPacket;

/// Recognises chat in the packets of one sender: text streams with topic `lk.chat`, chat messages,
/// and the user packets that older components send. Owned by the sender's session.
///
/// Encrypted chat can't be read and isn't.
public final class ChatReader {

  /// Longest text that is kept, in bytes.
  public static final int LONGEST_TEXT = 64 * 1024;

  private static final String PACKET_TOPIC = "lk-chat-topic";
  private static final String UPDATE_TOPIC = "lk-chat-update-topic";
  private static final int OPEN_STREAMS = 16;

  // DataStream.Header fields newer than the published messages.
  private static final int INLINE_CONTENT = 11;
  private static final int COMPRESSION = 12;
  private static final long NO_COMPRESSION = 0;
  private static final long DEFLATE_RAW = 1;

  private final Map<String, OpenStream> open = new LinkedHashMap<>();

  static boolean isOldTopic(String topic) {
    return topic.equals(PACKET_TOPIC) || topic.equals(UPDATE_TOPIC);
  }

  /// The chat message that is complete with this packet, if any. A stream whose parts went to
  /// different people is no message.
  ///
  /// @param recipients identities it went to, empty for everyone
  public Optional<StoredChat> read(
      DataPacket packet, String senderName, Set<String> recipients, long unixMillis) {
    Writer writer = new Writer(packet.getParticipantIdentity(), senderName, recipients, unixMillis);
    return switch (packet.getValueCase()) {
      case STREAM_HEADER -> header(packet.getStreamHeader(), writer);
      case STREAM_CHUNK -> chunk(packet.getStreamChunk(), recipients);
      case STREAM_TRAILER -> trailer(packet.getStreamTrailer(), writer);
      case CHAT_MESSAGE -> message(packet.getChatMessage(), writer);
      case USER -> user(packet.getUser(), writer);
      case SPEAKER,
          SIP_DTMF,
          TRANSCRIPTION,
          METRICS,
          RPC_REQUEST,
          RPC_ACK,
          RPC_RESPONSE,
          ENCRYPTED_PACKET,
          VALUE_NOT_SET ->
          Optional.empty();
    };
  }

  private Optional<StoredChat> header(DataStream.Header header, Writer writer) {
    if (!header.getTopic().equals(DataPolicy.CHAT) || !header.hasTextHeader()) {
      return Optional.empty();
    }
    UnknownFieldSet.Field inline = header.getUnknownFields().getField(INLINE_CONTENT);
    UnknownFieldSet.Field kind = header.getUnknownFields().getField(COMPRESSION);
    long compression =
        kind.getVarintList().isEmpty() ? NO_COMPRESSION : kind.getVarintList().getLast();
    if (!inline.getLengthDelimitedList().isEmpty()) {
      ByteString content = inline.getLengthDelimitedList().getLast();
      return text(content, compression)
          .flatMap(text -> writer.write(header.getStreamId(), header.getTimestamp(), text));
    }
    if (open.size() >= OPEN_STREAMS) {
      open.remove(open.keySet().iterator().next());
    }
    open.put(
        header.getStreamId(),
        new OpenStream(header.getTimestamp(), compression, writer.recipients()));
    return Optional.empty();
  }

  private Optional<StoredChat> chunk(DataStream.Chunk chunk, Set<String> recipients) {
    OpenStream stream = open.get(chunk.getStreamId());
    if (stream != null && !(stream.recipients.equals(recipients) && stream.append(chunk))) {
      open.remove(chunk.getStreamId());
    }
    return Optional.empty();
  }

  private Optional<StoredChat> trailer(DataStream.Trailer trailer, Writer writer) {
    OpenStream stream = open.remove(trailer.getStreamId());
    if (stream == null
        || !trailer.getReason().isEmpty()
        || !stream.recipients.equals(writer.recipients())) {
      return Optional.empty();
    }
    return text(stream.content, stream.compression)
        .flatMap(text -> writer.write(trailer.getStreamId(), stream.timestamp, text));
  }

  private static Optional<StoredChat> message(ChatMessage message, Writer writer) {
    boolean plain = !message.getDeleted() && !message.hasEditTimestamp();
    return plain
        ? writer.write(message.getId(), message.getTimestamp(), message.getMessage())
        : Optional.empty();
  }

  /// The text is JSON. Clients that also send it as a stream mark the copy with `ignoreLegacy`.
  private static Optional<StoredChat> user(UserPacket user, Writer writer) {
    if (!user.getTopic().equals(PACKET_TOPIC) || user.getPayload().size() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      Struct.Builder json = Struct.newBuilder();
      JsonFormat.parser().merge(user.getPayload().toStringUtf8(), json);
      if (json.getFieldsMap().containsKey("ignoreLegacy")
          && json.getFieldsOrThrow("ignoreLegacy").getBoolValue()) {
        return Optional.empty();
      }
      if (!json.containsFields("message")) {
        return Optional.empty();
      }
      String id = json.containsFields("id") ? json.getFieldsOrThrow("id").getStringValue() : "";
      return writer.write(id, 0, json.getFieldsOrThrow("message").getStringValue());
    } catch (InvalidProtocolBufferException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(ByteString content, long compression) {
    if (compression == NO_COMPRESSION) {
      return content.size() <= LONGEST_TEXT
          ? Optional.of(content.toStringUtf8())
          : Optional.empty();
    }
    return compression == DEFLATE_RAW ? inflate(content) : Optional.empty();
  }

  private static Optional<String> inflate(ByteString content) {
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(content.toByteArray());
      byte[] buffer = new byte[8192];
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      while (!inflater.finished()) {
        int count = inflater.inflate(buffer);
        out.write(buffer, 0, count);
        if (count == 0 || out.size() > LONGEST_TEXT) {
          return Optional.empty();
        }
      }
      return Optional.of(ByteString.copyFrom(out.toByteArray()).toStringUtf8());
    } catch (DataFormatException _) {
      return Optional.empty();
    }
  }

  /// In whose name a message is kept.
  private record Writer(String identity, String name, Set<String> recipients, long unixMillis) {
    Optional<StoredChat> write(String id, long timestamp, String text) {
      if (id.isEmpty() || id.length() > 128 || text.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new StoredChat(
              id, identity, name, timestamp > 0 ? timestamp : unixMillis, text, recipients));
    }
  }

  /// A text stream that isn't complete.
  private static final class OpenStream {
    private final long timestamp;
    private final long compression;
    private final Set<String> recipients;
    private ByteString content = ByteString.EMPTY;

    OpenStream(long timestamp, long compression, Set<String> recipients) {
      this.timestamp = timestamp;
      this.compression = compression;
      this.recipients = recipients;
    }

    boolean append(DataStream.Chunk chunk) {
      if (content.size() + chunk.getContent().size() > LONGEST_TEXT) {
        return false;
      }
      content = content.concat(chunk.getContent());
      return true;
    }
  }
}
