package io.rapat.bench.jmh;

import io.rapat.media.srtp.SrtpProfile;
import io.rapat.media.srtp.SrtpSender;
import io.rapat.media.wire.Bytes;
import io.rapat.net.crypto.SrtpEngines;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// How long one packet takes to protect. The question: what each engine gains over the JDK's.
@State(Scope.Thread)
public class SrtpProtect {
  private static final int HEADER_BYTES = 12;

  /// Profile and engine.
  @Param({"gcm jdk", "gcm libcrypto", "gcm ipsec-mb", "cm jdk", "cm libcrypto"})
  public String cipher = "";

  /// Voice and video.
  @Param({"110", "1180"})
  public int bytes;

  private final MemorySegment in = Arena.ofAuto().allocate(2048, 64);
  private final MemorySegment out = Arena.ofAuto().allocate(2048, 64);
  private SrtpSender sender = Fixtures.unset();
  private int sequence;

  @Setup(Level.Trial)
  public void open() {
    String engine = cipher.substring(cipher.indexOf(' ') + 1);
    SrtpProfile profile =
        cipher.startsWith("gcm") ? SrtpProfile.AEAD_AES_128_GCM : SrtpProfile.AES128_CM_SHA1_80;
    SrtpEngines.Choice choice = SrtpEngines.choose(List.of(engine));
    boolean works =
        choice.trials().stream()
            .anyMatch(trial ->
                trial instanceof SrtpEngines.Trial.Measured measured
                    && measured.engine().equals(engine)
                    && measured.profile() == profile);
    if (!works) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s isn't on this machine: %s", engine, choice.trials()));
    }
    sender =
        new SrtpSender(
            choice.engine(), profile, new byte[profile.keyBytes()], new byte[profile.saltBytes()]);
    Bytes.put8(in, 0, 0x80);
    Bytes.put8(in, 1, 96);
  }

  @Benchmark
  public int protect() {
    Bytes.put16(in, 2, sequence++ & 0xffff);
    int length =
        sender.protectRtp(in, 0, HEADER_BYTES, in, HEADER_BYTES, bytes - HEADER_BYTES, out, 0);
    if (length < 0) {
      throw new IllegalStateException("refused: " + length);
    }
    return length;
  }
}
