package io.rapat.net.architecture.planted;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class WritesLog {
  Logger log() {
    return LoggerFactory.getLogger(WritesLog.class);
  }
}
