package io.rapat.media.room;

/// Takes a room's events in the order they happen, on the room's thread.
public interface MediaEventSink {

  void accept(MediaEvent event);
}
