package io.rapat.app.doctor;

import io.rapat.app.conference.MediaSettings;
import io.rapat.app.config.ConfigReader;
import io.rapat.app.config.ConfigResult;
import io.rapat.app.config.RapatConfig;
import io.rapat.net.MediaConfig;
import io.rapat.net.MediaDoctor;
import io.rapat.net.crypto.SrtpEngines;
import io.rapat.net.dtls.DtlsEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Looks at what the platform needs of a machine and says what it found, a line each.
public final class Doctor {
  private static final int GRANTED_BUFFER = 2 * 1024 * 1024;

  private Doctor() {}

  /// @param arguments the same flags as `./rapat run`
  public static void main(String[] arguments) {
    switch (ConfigReader.read(List.of(arguments), System.getenv())) {
      case ConfigResult.Invalid(var problems) -> {
        problems.forEach(problem -> line("settings", problem.toString()));
        System.exit(2);
      }
      case ConfigResult.Valid(var config, _) -> examine(config);
    }
  }

  private static void examine(RapatConfig config) {
    engines();
    line("DTLS", DtlsEngines.create(Instant.now()).version());
    MediaConfig media = MediaSettings.of(config);
    sockets(media);
    ports(config, media);
    addresses(media);
    database(config.dataDir());
  }

  private static void engines() {
    SrtpEngines.Choice choice = SrtpEngines.choose();
    boolean fast = false;
    for (SrtpEngines.Trial trial : choice.trials()) {
      switch (trial) {
        case SrtpEngines.Trial.Measured measured -> {
          fast |= measured.engine().equals("ipsec-mb");
          line(
              "SRTP",
              "%s %s (%s): %.0f ns at 110 B, %.0f ns at 1,180 B"
                  .formatted(
                      measured.engine(),
                      measured.profile(),
                      measured.version(),
                      measured.shortNanos(),
                      measured.longNanos()));
        }
        case SrtpEngines.Trial.Refused refused ->
            line("SRTP", refused.engine() + " not used: " + refused.reason());
      }
    }
    if (!fast && System.getProperty("os.arch", "").equals("amd64")) {
      line("SRTP", "faster with libipsec-mb1: apt-get install libipsec-mb1");
    }
  }

  private static void sockets(MediaConfig media) {
    MediaDoctor.Sockets sockets = MediaDoctor.sockets(media);
    line(
        "UDP",
        sockets.segmentation()
            ? "segmentation offload works"
            : "no segmentation offload: sending video costs two to four times the CPU;"
                + " Linux 4.18 or newer has it");
    buffer("net.core.rmem_max", sockets.receiveBufferBytes());
    buffer("net.core.wmem_max", sockets.sendBufferBytes());
  }

  private static void buffer(String setting, int granted) {
    if (granted < GRANTED_BUFFER) {
      line("UDP", "buffer of %,d bytes only: sysctl -w %s=4194304".formatted(granted, setting));
    }
  }

  private static void ports(RapatConfig config, MediaConfig media) {
    line(
        "ports",
        MediaDoctor.portProblem(media)
            .map(problem -> problem + ": stop what uses it, or choose others")
            .orElse(
                "media UDP %d and TCP %d are free"
                    .formatted(config.rtc().udpPort(), config.rtc().tcpPort())));
    try (ServerSocket _ =
        new ServerSocket(
            config.port(), 1, InetAddress.ofLiteral(config.bindAddress().orElse("::")))) {
      line("ports", "HTTP %d is free".formatted(config.port()));
    } catch (IOException _) {
      line("ports", "HTTP %d is in use: --port NUMBER".formatted(config.port()));
    }
  }

  private static void addresses(MediaConfig media) {
    List<String> addresses = MediaDoctor.advertisedAddresses(media);
    line(
        "address",
        "clients are told "
            + String.join(", ", addresses)
            + "; if people outside can't reach one of these: --node-ip PUBLIC_ADDRESS");
  }

  private static void database(Path dataDir) {
    Path existing = dataDir;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean writable = Optional.ofNullable(existing).map(Files::isWritable).orElse(false);
    line(
        "database",
        writable ? "embedded H2 in " + dataDir : dataDir + " can't be written: --data-dir FOLDER");
  }

  private static void line(String what, String found) {
    System.out.printf("%-10s %s%n", what, found);
  }
}
