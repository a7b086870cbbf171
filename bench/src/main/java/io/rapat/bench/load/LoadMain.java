package io.rapat.bench.load;

import io.rapat.net.crypto.SrtpEngines;
import io.rapat.net.dtls.DtlsEngines;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Loads a LiveKit server with light participants and prints what arrived as JSON. Ends by itself;
/// the status is 0 if everybody joined and got everything, 1 if not, 2 for a bad command line.
public final class LoadMain {
  private LoadMain() {}

  public static void main(String[] arguments) throws IOException {
    switch (LoadOptions.parse(List.of(arguments))) {
      case LoadOptions.Parsed.Problems(List<String> problems) -> {
        problems.forEach(System.err::println);
        System.err.print(LoadOptions.USAGE);
        System.exit(2);
      }
      case LoadOptions.Parsed.Options(LoadOptions options) -> {
        Map<String, Object> report =
            new LoadRun(options, SrtpEngines.choose().engine(), DtlsEngines.create(Instant.now()))
                .run();
        System.out.print(Json.of(report));
        System.exit(Boolean.TRUE.equals(report.get("complete")) ? 0 : 1);
      }
    }
  }
}
