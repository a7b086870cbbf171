package io.rapat.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.media.stun.StunMessage;
import io.rapat.media.stun.StunWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UfragTableTest {
  private final UfragTable table = new UfragTable();
  private final StunWriter writer = new StunWriter();
  private final StunMessage message = new StunMessage();

  private int find(String username) {
    writer.begin(StunMessage.BINDING_REQUEST, new byte[12]);
    writer.username(username.getBytes(StandardCharsets.US_ASCII));
    MemorySegment out = MemorySegment.ofArray(new byte[640]);
    message.parse(out, 0, writer.finish(out, 0));
    return table.find(message);
  }

  @Test
  void findsAPeerByTheLocalHalfOfTheUsername() {
    table.put("abcd", 3);
    table.put("abcde", 4);

    assertThat(find("abcd:xyz")).isEqualTo(3);
    assertThat(find("abcde:xyz")).isEqualTo(4);
    assertThat(find("abc:dxyz")).isEqualTo(-1);
    assertThat(find("abcd")).isEqualTo(-1);
    assertThat(find(":abcd")).isEqualTo(-1);
    assertThat(find("")).isEqualTo(-1);
  }

  @Test
  void refusesATakenFragment() {
    assertThat(table.put("abcd", 3)).isTrue();
    assertThat(table.put("abcd", 4)).isFalse();

    assertThat(find("abcd:x")).isEqualTo(3);
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void agreesWithAMapThroughAnyAdditionsAndRemovals() {
    long seed = 7;
    Random random = new Random(seed);
    Map<String, Integer> model = new HashMap<>();
    for (int step = 0; step < 20_000; step++) {
      String ufrag = "u" + random.nextInt(600);
      if (random.nextInt(3) > 0) {
        assertThat(table.put(ufrag, step)).isEqualTo(model.putIfAbsent(ufrag, step) == null);
      } else {
        table.remove(ufrag);
        model.remove(ufrag);
      }
      String asked = "u" + random.nextInt(600);
      assertThat(find(asked + ":r"))
          .as("seed %d step %d", seed, step)
          .isEqualTo(model.getOrDefault(asked, -1));
    }
    assertThat(table.size()).isEqualTo(model.size());
  }
}
