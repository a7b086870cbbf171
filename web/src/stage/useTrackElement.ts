import type { VideoTrack } from 'livekit-client';
import { useEffect, useRef } from 'react';

/** Shows a track in a video element; through the SDK, which asks for the size that is visible. */
export function useTrackElement(track: VideoTrack | undefined) {
  const element = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = element.current;
    if (!video || !track) return;
    track.attach(video);
    return () => {
      track.detach(video);
    };
  }, [track]);
  return element;
}
