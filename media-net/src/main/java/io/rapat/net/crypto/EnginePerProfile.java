package io.rapat.net.crypto;

import io.rapat.media.srtp.SessionKeys;
import io.rapat.media.srtp.SrtpCipher;
import io.rapat.media.srtp.SrtpEngine;
import io.rapat.media.srtp.SrtpProfile;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One engine that hands each profile to another one.
final class EnginePerProfile implements SrtpEngine {
  private final Map<SrtpProfile, SrtpEngine> engines;

  EnginePerProfile(Map<SrtpProfile, SrtpEngine> engines) {
    this.engines = new EnumMap<>(engines);
  }

  @Override
  public String name() {
    return engines.values().stream()
        .map(SrtpEngine::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining("+"));
  }

  @Override
  public String version() {
    return engines.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue().version())
        .collect(Collectors.joining(", "));
  }

  @Override
  public boolean supports(SrtpProfile profile) {
    return engines.containsKey(profile);
  }

  @Override
  public SrtpCipher sealing(SrtpProfile profile, SessionKeys keys) {
    return engine(profile).sealing(profile, keys);
  }

  @Override
  public SrtpCipher opening(SrtpProfile profile, SessionKeys keys) {
    return engine(profile).opening(profile, keys);
  }

  private SrtpEngine engine(SrtpProfile profile) {
    SrtpEngine engine = engines.get(profile);
    if (engine == null) {
      throw new IllegalArgumentException("no engine for " + profile);
    }
    return engine;
  }
}
