package io.rapat.app.conference;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.net.MediaConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaSettingsTest {

  private static MediaConfig media(String... flags) {
    ConfigResult result = ConfigReader.read(List.of(flags), Map.of());
    assertThat(result).isInstanceOf(ConfigResult.Valid.class);
    return MediaSettings.of(((ConfigResult.Valid) result).config());
  }

  @Test
  void theDtlsLibraryIsTheOperatorsChoice() {
    assertThat(media().dtls()).isEqualTo(MediaConfig.Dtls.AUTO);
    assertThat(media("--rtc.dtls", "java").dtls()).isEqualTo(MediaConfig.Dtls.JAVA);
    assertThat(media("--rtc.dtls", "libssl").dtls()).isEqualTo(MediaConfig.Dtls.LIBSSL);
  }

  @Test
  void portsAndAddressesAreTakenOver() {
    MediaConfig config =
        media(
            "--rtc.udp_port",
            "1",
            "--rtc.tcp_port",
            "2",
            "--bind",
            "192.0.2.1",
            "--node-ip",
            "192.0.2.9");

    assertThat(config.udpPort()).isEqualTo(1);
    assertThat(config.tcpPort()).isEqualTo(2);
    assertThat(config.bindAddress()).isEqualTo("192.0.2.1");
    assertThat(config.advertisedAddresses()).containsExactly("192.0.2.9");
  }

  @Test
  void tcpPortZeroSwitchesTcpOff() {
    assertThat(media("--rtc.tcp_port", "0").tcpPort()).isEqualTo(-1);
  }
}
