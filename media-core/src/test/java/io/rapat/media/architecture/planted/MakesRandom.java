package io.rapat.media.architecture.planted;

import java.util.Random;

public final class MakesRandom {
  int number() {
    return new Random().nextInt();
  }
}
