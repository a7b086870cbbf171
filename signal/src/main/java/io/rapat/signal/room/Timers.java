package io.rapat.signal.room;

import java.util.PriorityQueue;

/// What a room does later, in order of time. Owned by the room.
final class Timers {

  static final long MILLI = 1_000_000L;
  static final long SECOND = 1_000 * MILLI;

  private final PriorityQueue<Timer> queue = new PriorityQueue<>(Timer::compare);
  private long sequence;

  /// Something that happens once unless it is cancelled.
  static final class Timer {
    private final long deadlineNanos;
    private final long sequence;
    private final Runnable action;
    private boolean over;

    private Timer(long deadlineNanos, long sequence, Runnable action) {
      this.deadlineNanos = deadlineNanos;
      this.sequence = sequence;
      this.action = action;
    }

    void cancel() {
      over = true;
    }

    boolean isOver() {
      return over;
    }

    private static int compare(Timer a, Timer b) {
      long difference = a.deadlineNanos - b.deadlineNanos;
      return difference == 0 ? Long.compare(a.sequence, b.sequence) : Long.signum(difference);
    }
  }

  Timer at(long deadlineNanos, Runnable action) {
    Timer timer = new Timer(deadlineNanos, sequence++, action);
    queue.add(timer);
    return timer;
  }

  /// Fires what is due. What is scheduled meanwhile for now or earlier fires too.
  void fire(long nowNanos) {
    for (Timer timer = queue.peek(); timer != null; timer = queue.peek()) {
      if (!timer.over && timer.deadlineNanos - nowNanos > 0) {
        return;
      }
      queue.remove();
      if (!timer.over) {
        timer.over = true;
        timer.action.run();
      }
    }
  }

  /// When to call [#fire] next.
  long deadlineNanos(long otherwise) {
    while (!queue.isEmpty() && queue.peek().over) {
      queue.remove();
    }
    return queue.isEmpty() ? otherwise : queue.peek().deadlineNanos;
  }
}
