package io.rapat.signal.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import livekit.LivekitModels.ChatMessage;
import livekit.LivekitModels.DataPacket;
import livekit.LivekitModels.DataStream;
import livekit.LivekitModels.UserPacket;
import org.junit.jupiter.api.Test;

/// Reads what Chromium sent as chat.
class ChatReaderTest {

  private static final String INLINE =
      "6a520a2437373764613231622d626231342d346135392d396563662d3665613434636334366565"
          + "3010af959bf1a0341a076c6b2e63686174220a746578742f706c61696e280a4a005a0a73686f7274"
          + "207465787480010"
          + "3";
  private static final String HEADER =
      "6a440a2439313232646333342d396638652d343333662d613831302d393966363565383362313930"
          + "10bba09bf1a0341a076c6b2e63686174220a746578742f706c61696e4a00800105";
  private static final String FIRST_CHUNK =
      "72310a2439313232646333342d396638652d343333662d613831302d393966363565383362313930"
          + "1a0970617274206f6e6520800106";
  private static final String SECOND_CHUNK =
      "72320a2439313232646333342d396638652d343333662d613831302d393966363565383362313930"
          + "10011a08706172742074776f800107";
  private static final String TRAILER =
      "7a260a2439313232646333342d396638652d343333662d613831302d393966363565383362313930" + "800108";
  private static final String LEGACY =
      "4a360a2432386238623431652d663733622d346138362d626137372d34343531306165383835366610"
          + "d8ab9bf1a03422076869206368617480010c";

  private final ChatReader reader = new ChatReader();

  private Optional<StoredChat> read(String hex) throws InvalidProtocolBufferException {
    return read(DataPacket.parseFrom(HexFormat.of().parseHex(hex)));
  }

  private Optional<StoredChat> read(DataPacket packet) {
    return reader.read(
        packet.toBuilder().setParticipantIdentity("alice").build(),
        "Alice",
        java.util.Set.of(),
        1_000);
  }

  @Test
  void readsTextInsideTheHeader() throws InvalidProtocolBufferException {
    StoredChat chat = read(INLINE).orElseThrow();

    assertThat(chat.text()).isEqualTo("short text");
    assertThat(chat.senderIdentity()).isEqualTo("alice");
    assertThat(chat.senderName()).isEqualTo("Alice");
    assertThat(chat.unixMillis()).isEqualTo(1_795_533_753_007L);
  }

  @Test
  void putsChunksTogether() throws InvalidProtocolBufferException {
    assertThat(read(HEADER)).isEmpty();
    assertThat(read(FIRST_CHUNK)).isEmpty();
    assertThat(read(SECOND_CHUNK)).isEmpty();

    assertThat(read(TRAILER).orElseThrow().text()).isEqualTo("part one part two");
    assertThat(read(TRAILER)).isEmpty();
  }

  @Test
  void readsTheOldMessage() throws InvalidProtocolBufferException {
    assertThat(read(LEGACY).orElseThrow().text()).isEqualTo("hi chat");
  }

  @Test
  void editsAndDeletionsAreNoNewMessages() {
    ChatMessage.Builder message = ChatMessage.newBuilder().setId("1").setMessage("x");

    assertThat(read(DataPacket.newBuilder().setChatMessage(message).build())).isPresent();
    assertThat(
            read(
                DataPacket.newBuilder()
                    .setChatMessage(message.clone().setEditTimestamp(5))
                    .build()))
        .isEmpty();
    assertThat(
            read(DataPacket.newBuilder().setChatMessage(message.clone().setDeleted(true)).build()))
        .isEmpty();
  }

  @Test
  void userPacketsOfOldComponentsAreReadUnlessTheyAreCopies() {
    assertThat(read(user("{\"id\":\"1\",\"message\":\"hello\"}")).orElseThrow().text())
        .isEqualTo("hello");
    assertThat(read(user("{\"id\":\"1\",\"message\":\"hello\",\"ignoreLegacy\":true}"))).isEmpty();
    assertThat(read(user("no json"))).isEmpty();
    assertThat(read(user("{\"id\":\"1\"}"))).isEmpty();
  }

  private static DataPacket user(String payload) {
    return DataPacket.newBuilder()
        .setUser(
            UserPacket.newBuilder()
                .setTopic("lk-chat-topic")
                .setPayload(ByteString.copyFromUtf8(payload)))
        .build();
  }

  @Test
  void otherTopicsAreNoChat() {
    DataPacket packet =
        DataPacket.newBuilder()
            .setStreamHeader(
                DataStream.Header.newBuilder()
                    .setTopic("files")
                    .setTextHeader(DataStream.TextHeader.getDefaultInstance()))
            .build();

    assertThat(read(packet)).isEmpty();
  }

  @Test
  void endlessStreamsAreGivenUp() {
    DataStream.Header.Builder header =
        DataStream.Header.newBuilder()
            .setStreamId("s")
            .setTopic("lk.chat")
            .setTextHeader(DataStream.TextHeader.getDefaultInstance());
    assertThat(read(DataPacket.newBuilder().setStreamHeader(header).build())).isEmpty();
    ByteString content = ByteString.copyFrom(new byte[15_000]);
    for (int i = 0; i < 10; i++) {
      read(
          DataPacket.newBuilder()
              .setStreamChunk(DataStream.Chunk.newBuilder().setStreamId("s").setContent(content))
              .build());
    }

    assertThat(
            read(
                DataPacket.newBuilder()
                    .setStreamTrailer(DataStream.Trailer.newBuilder().setStreamId("s"))
                    .build()))
        .isEmpty();
  }

  @Test
  void damagedPacketsNeverThrow() throws InvalidProtocolBufferException {
    Random random = new Random(3);
    byte[] good = HexFormat.of().parseHex(INLINE);
    for (int i = 0; i < 2_000; i++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        read(DataPacket.parseFrom(bad));
      } catch (InvalidProtocolBufferException _) {
        // Not even a packet.
      }
    }
  }
}
