package io.rapat.signal.room;

import io.rapat.signal.room.Timers.Timer;
import org.jspecify.annotations.Nullable;

/// Which layers of a track its publisher was told to send (dynacast). Owned by the track.
final class QualityWish {

  /// Nobody wants the track.
  static final int OFF = -1;

  /// Nothing was said yet, so the publisher sends all.
  static final int UNSAID = -2;

  /// The highest quality that was asked for: a number of VideoQuality, [#OFF] or [#UNSAID].
  int told = UNSAID;

  /// Lowers it when nobody has raised it until then.
  @Nullable Timer lowering;

  /// What is to be told then.
  int lowered = UNSAID;
}
