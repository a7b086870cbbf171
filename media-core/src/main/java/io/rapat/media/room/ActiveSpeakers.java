package io.rapat.media.room;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Tells who speaks, when it changed.
final class ActiveSpeakers {
  private final RoomId room;
  private final MediaEventSink events;

  ActiveSpeakers(RoomId room, MediaEventSink events) {
    this.room = room;
    this.events = events;
  }

  /// Compares each microphone with what was told last; those that changed go out, the loudest
  /// first. Allocates only when something changed.
  void update(List<Publication> publications, long nowNanos) {
    List<MediaEvent.Level> changed = null;
    for (int i = 0; i < publications.size(); i++) {
      Publication publication = publications.get(i);
      if (publication.kind != MediaKind.AUDIO) {
        continue;
      }
      float level = publication.muted ? 0 : publication.level.level(nowNanos);
      if (level != publication.level.told) {
        publication.level.told = level;
        changed = changed == null ? new ArrayList<>() : changed;
        changed.add(new MediaEvent.Level(publication.id, level));
      }
    }
    if (changed != null) {
      changed.sort(Comparator.comparingDouble(MediaEvent.Level::level).reversed());
      events.accept(new MediaEvent.Speakers(room, changed));
    }
  }
}
