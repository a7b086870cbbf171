package io.rapat.net;

import io.rapat.media.room.MediaEvent;

/// Takes what the media path tells. Called on one thread of the media server, never on a loop;
/// events of one room come in order.
public interface MediaEventListener {

  void onEvent(MediaEvent event);
}
