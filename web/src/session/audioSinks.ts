import { type RemoteTrack, type Room, RoomEvent, Track } from 'livekit-client';

/** Plays everybody's sound in hidden elements, whatever the tiles show. */
export function playRemoteAudio(room: Room): () => void {
  const host = document.createElement('div');
  host.hidden = true;
  document.body.append(host);

  const onSubscribed = (track: RemoteTrack) => {
    if (track.kind === Track.Kind.Audio) host.append(track.attach());
  };
  const onUnsubscribed = (track: RemoteTrack) => {
    if (track.kind !== Track.Kind.Audio) return;
    for (const element of track.detach()) element.remove();
  };
  room.on(RoomEvent.TrackSubscribed, onSubscribed);
  room.on(RoomEvent.TrackUnsubscribed, onUnsubscribed);
  return () => {
    room.off(RoomEvent.TrackSubscribed, onSubscribed);
    room.off(RoomEvent.TrackUnsubscribed, onUnsubscribed);
    host.remove();
  };
}
