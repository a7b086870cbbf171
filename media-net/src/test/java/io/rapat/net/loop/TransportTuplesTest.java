package io.rapat.net.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTuplesTest {
  /// The naive model's key.
  private record Key(long remoteHigh, long remoteLow, int port, long localHigh, long localLow) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void behavesAsAMap(long seed) {
    Random random = new Random(seed);
    TransportTuples tuples = new TransportTuples();
    Map<Key, Integer> model = new HashMap<>();
    List<Integer> streams = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      // Few hosts and ports, so that keys come again and collide.
      Key key =
          new Key(
              random.nextInt(2),
              0xffff_0000_0000L + random.nextInt(8),
              1_000 + random.nextInt(40),
              0,
              0xffff_7f00_0001L + random.nextInt(2));
      Integer known = model.get(key);
      int found = find(tuples, key);
      assertThat(found).isEqualTo(known == null ? TransportTuples.NONE : known);
      int action = random.nextInt(10);
      if (known == null && action < 6) {
        int tuple =
            tuples.add(key.remoteHigh, key.remoteLow, key.port, key.localHigh, key.localLow);
        assertThat(tuples.peer(tuple)).isEqualTo(TransportTuples.NONE);
        tuples.setPeer(tuple, step);
        model.put(key, tuple);
      } else if (known != null && action < 4) {
        tuples.remove(known);
        model.remove(key);
      } else if (action == 8) {
        streams.add(tuples.addStream(key.remoteHigh, key.remoteLow, key.port, 0, 0, 7));
      } else if (action == 9 && !streams.isEmpty()) {
        tuples.remove(streams.removeLast());
      }
      assertThat(tuples.size()).isEqualTo(model.size() + streams.size());
    }
    for (Map.Entry<Key, Integer> entry : model.entrySet()) {
      assertThat(find(tuples, entry.getKey())).isEqualTo(entry.getValue());
      assertThat(tuples.remotePort(entry.getValue())).isEqualTo(entry.getKey().port);
      assertThat(tuples.stream(entry.getValue())).isEqualTo(TransportTuples.NONE);
    }
  }

  private static int find(TransportTuples tuples, Key key) {
    return tuples.find(key.remoteHigh, key.remoteLow, key.port, key.localHigh, key.localLow);
  }
}
