package io.rapat.app.config;

/// One thing that is wrong with the configuration.
///
/// @param where the source and key, for example `--port` or `rapat.yaml: rtc.udp_port`
/// @param what what is wrong
/// @param remedy what to do
public record ConfigProblem(String where, String what, String remedy) {

  @Override
  public String toString() {
    return where + ": " + what + ". " + remedy;
  }
}
