package io.rapat.bench.jmh;

import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// Runs the benchmarks and prints each as a multiple of the one it is compared with: nanoseconds
/// belong to a machine and an hour, ratios of one run say something elsewhere too.
public final class JmhMain {
  private JmhMain() {}

  /// @param arguments the file for results, then JMH's own, which win over the defaults
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    String[] more = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
    CommandLineOptions given = new CommandLineOptions(more);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .parent(given)
            .mode(org.openjdk.jmh.annotations.Mode.AverageTime)
            .timeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
            .jvmArgsAppend(
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
            .addProfiler(GCProfiler.class)
            .resultFormat(ResultFormatType.JSON)
            .result(arguments[0]);
    if (given.getIncludes().isEmpty()) {
      options.include("io\\.rapat\\.bench\\.jmh\\.");
    }
    if (!given.getForkCount().hasValue()) {
      options.forks(1);
    }
    if (!given.getWarmupTime().hasValue()) {
      options.warmupIterations(3).warmupTime(TimeValue.seconds(1));
    }
    if (!given.getMeasurementTime().hasValue()) {
      options.measurementIterations(5).measurementTime(TimeValue.seconds(1));
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    results.forEach(result -> System.out.println(line(result, results)));
  }

  private static String line(RunResult result, Collection<RunResult> all) {
    double reference =
        all.stream()
            .filter(one -> name(one).equals(comparedWith(result)))
            .mapToDouble(one -> one.getPrimaryResult().getScore())
            .findFirst()
            .orElse(Double.NaN);
    Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
    return String.format(
        Locale.ROOT,
        "%-42s %9.1f ns  %6.2f x %-34s %8.1f B/op",
        name(result),
        result.getPrimaryResult().getScore(),
        result.getPrimaryResult().getScore() / reference,
        comparedWith(result),
        allocated == null ? Double.NaN : allocated.getScore());
  }

  private static String name(RunResult result) {
    String method = result.getParams().getBenchmark();
    String simple = method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1);
    StringBuilder name = new StringBuilder(simple);
    for (String key : result.getParams().getParamsKeys()) {
      name.append(' ').append(result.getParams().getParam(key));
    }
    return name.toString();
  }

  /// The JDK's engine with the same profile and size, one subscriber, or a check without its
  /// signature.
  private static String comparedWith(RunResult result) {
    String name = name(result);
    if (name.startsWith("SrtpProtect")) {
      String[] words = result.getParams().getParam("cipher").split(" ", 2);
      return name.replace(words[0] + " " + words[1], words[0] + " jdk");
    }
    if (name.startsWith("FanOut")) {
      return "FanOut.forward 1";
    }
    return name.startsWith("StunCheck") ? "StunCheck.parse" : name;
  }
}
