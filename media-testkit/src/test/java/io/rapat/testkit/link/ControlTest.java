package io.rapat.testkit.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlTest {
  private static final byte[] UDP = packet(0x45, 9, 17);
  private static final byte[] TCP = packet(0x45, 9, 6);
  private static final byte[] UDP_V6 = packet(0x60, 6, 17);

  private final Path up = new Path(LinkSettings.PERFECT, 1);
  private final Path down = new Path(LinkSettings.PERFECT, 2);
  private final Control control = new Control(up, down);

  private static byte[] packet(int first, int protocolAt, int protocol) {
    byte[] packet = new byte[48];
    packet[0] = (byte) first;
    packet[protocolAt] = (byte) protocol;
    return packet;
  }

  private static boolean passes(Path path, byte[] packet) {
    path.offer(packet, 0);
    return path.poll(0).isPresent();
  }

  private void obey(String line) {
    assertThat(control.obey(line, 0)).as(line).isEqualTo("ok");
  }

  @Test
  void blocksOneProtocolInOneOrBothDirections() {
    obey("block udp");
    assertThat(passes(up, UDP)).isFalse();
    assertThat(passes(up, UDP_V6)).isFalse();
    assertThat(passes(down, UDP)).isFalse();
    assertThat(passes(up, TCP)).isTrue();

    obey("down unblock udp");
    assertThat(passes(up, UDP)).isFalse();
    assertThat(passes(down, UDP)).isTrue();
  }

  @Test
  void cutsAndRestores() {
    obey("  UP   cut ");
    assertThat(passes(up, TCP)).isFalse();
    assertThat(passes(down, TCP)).isTrue();

    obey("block icmp");
    obey("restore");
    assertThat(passes(up, TCP)).isTrue();
    assertThat(passes(up, packet(0x45, 9, 1))).isTrue();
  }

  @Test
  void losesWhatIsOnItsWayWhenTheLinkIsCut() {
    obey("delay 10ms");
    up.offer(UDP, 0);
    obey("cut");

    assertThat(up.poll(20_000_000)).isEmpty();
    assertThat(up.stats()).contains("\"blocked\":1");
  }

  @Test
  void changesOneDirection() {
    obey("down loss 100%");

    assertThat(passes(up, UDP)).isTrue();
    assertThat(passes(down, UDP)).isFalse();
    assertThat(down.stats()).contains("\"offered\":1", "\"lost\":1");
  }

  @Test
  void answersNonsenseWithAnError() {
    for (String line : new String[] {"", "up", "fly", "loss", "loss 5% now", "block ipx"}) {
      assertThat(control.obey(line, 0)).as(line).startsWith("error: ");
    }
    assertThat(control.isQuit()).isFalse();
  }

  @Test
  void tellsCountersAndEnds() {
    assertThat(control.obey("stats", 0)).startsWith("{\"up\":{\"offered\":0,").endsWith("}}");
    obey("quit");
    assertThat(control.isQuit()).isTrue();
  }
}
