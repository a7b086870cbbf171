package io.rapat.net.architecture.planted;

import java.lang.foreign.Linker;

public final class CallsForeign {
  Linker linker() {
    return Linker.nativeLinker();
  }
}
