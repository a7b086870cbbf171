package io.rapat.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyDerivationTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEY = HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139");
  private static final byte[] SALT = HEX.parseHex("0ec675ad498afeebb6960b3aabe6");

  /// RFC 3711 §B.3.
  @Test
  void derivesTheKeysOfRfc3711() {
    SessionKeys keys = KeyDerivation.rtp(SrtpProfile.AES128_CM_SHA1_80, KEY, SALT);

    assertThat(keys.key()).isEqualTo(HEX.parseHex("c61e7a93744f39ee10734afe3ff7a087"));
    assertThat(keys.salt()).isEqualTo(HEX.parseHex("30cbbc08863d8c85d49db34a9ae1"));
    assertThat(keys.authKey()).isEqualTo(HEX.parseHex("cebe321f6ff7716b6fd4ab49af256a156d38baa4"));
  }

  /// RFC 3711 §B.3: the whole authentication key of the example.
  @Test
  void derivesALongStream() {
    assertThat(KeyDerivation.stream(KEY, SALT, 1, 94))
        .isEqualTo(
            HEX.parseHex(
                "cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbce"
                    + "e049646c43d9327ad175578ef72270986371c10c9a369ac2f94a8c5fbcdddc25"
                    + "6d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2"));
  }

  @Test
  void keepsRtpAndRtcpKeysApart() {
    byte[] salt = Arrays.copyOf(SALT, 12);
    SessionKeys rtp = KeyDerivation.rtp(SrtpProfile.AEAD_AES_128_GCM, KEY, salt);
    SessionKeys rtcp = KeyDerivation.rtcp(SrtpProfile.AEAD_AES_128_GCM, KEY, salt);

    assertThat(rtp.key()).hasSize(16).isNotEqualTo(rtcp.key());
    assertThat(rtp.salt()).hasSize(12).isNotEqualTo(rtcp.salt());
    assertThat(rtp.authKey()).isEmpty();
  }

  @Test
  void splitsWhatTheExporterGave() {
    byte[] exported = new byte[56];
    for (int i = 0; i < exported.length; i++) {
      exported[i] = (byte) i;
    }

    SrtpKeys client = SrtpKeys.fromExporter(SrtpProfile.AEAD_AES_128_GCM, exported, true);
    SrtpKeys server = SrtpKeys.fromExporter(SrtpProfile.AEAD_AES_128_GCM, exported, false);

    assertThat(client.localKey()).startsWith(0, 1).hasSize(16).isEqualTo(server.remoteKey());
    assertThat(client.remoteKey()).startsWith(16, 17).hasSize(16).isEqualTo(server.localKey());
    assertThat(client.localSalt()).startsWith(32, 33).hasSize(12).isEqualTo(server.remoteSalt());
    assertThat(client.remoteSalt()).startsWith(44, 45).hasSize(12).isEqualTo(server.localSalt());
  }

  @Test
  void refusesMaterialOfTheWrongLength() {
    assertThatThrownBy(
            () -> SrtpKeys.fromExporter(SrtpProfile.AES128_CM_SHA1_80, new byte[56], true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KeyDerivation.rtp(SrtpProfile.AEAD_AES_128_GCM, KEY, SALT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void neverPrintsKeys() {
    SessionKeys keys = KeyDerivation.rtp(SrtpProfile.AES128_CM_SHA1_80, KEY, SALT);
    SrtpKeys master = SrtpKeys.fromExporter(SrtpProfile.AES128_CM_SHA1_80, new byte[60], true);

    assertThat(keys.toString()).isEqualTo("SessionKeys[hidden]");
    assertThat(master.toString()).isEqualTo("SrtpKeys[AES128_CM_SHA1_80, hidden]");
  }
}
