package io.rapat.net.loop;

import io.rapat.media.room.MediaCommand;
import io.rapat.media.room.MediaEvent;
import io.rapat.media.room.RoomId;
import io.rapat.media.room.RoomMedia;
import io.rapat.media.srtp.SrtpKeys;
import java.util.function.Consumer;

/// What other threads ask a loop to do.
sealed interface LoopTask {

  /// From signalling.
  record Command(MediaCommand command) implements LoopTask {}

  /// The peer's handshake finished.
  record InstallKeys(LoopPeer peer, SrtpKeys keys) implements LoopTask {}

  /// A datagram for the peer's path.
  record SendDatagram(LoopPeer peer, byte[] datagram) implements LoopTask {}

  /// The peer's transport failed for good.
  record Fail(LoopPeer peer, MediaEvent.Failure reason) implements LoopTask {}

  /// An event that must not overtake the loop's own.
  record Tell(LoopPeer peer, MediaEvent event) implements LoopTask {}

  /// Something to look at or try on a room.
  record Inspect(RoomId room, Consumer<RoomMedia> action) implements LoopTask {}
}
