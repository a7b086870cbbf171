package io.rapat.signal.architecture.planted;

import java.io.File;

public final class ReadsFile {
  File here() {
    return new File(".");
  }
}
