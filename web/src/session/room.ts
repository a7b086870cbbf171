import { LogLevel, Room, type RoomOptions, setLogLevel, VideoPresets } from 'livekit-client';
import { getPrefs } from '../prefs/prefs';
import { retryDelayMs } from './reconnectPolicy';

/** `?pc=dual` and `?pc=single` choose the number of peer connections; otherwise the SDK decides. */
export function peerConnectionChoice(search: string): boolean | undefined {
  const choice = new URLSearchParams(search).get('pc');
  if (choice === 'dual') return false;
  if (choice === 'single') return true;
  return undefined;
}

export function createRoom(singlePeerConnection: boolean | undefined): Room {
  // A lost connection is a state that the page shows, not an error for the console.
  setLogLevel(LogLevel.silent);
  const { micId, camId, speakerId } = getPrefs();
  const options: RoomOptions = {
    adaptiveStream: true,
    dynacast: true,
    // A lost connection must not stop a running share: the browser would ask the person again.
    stopLocalTrackOnUnpublish: false,
    reconnectPolicy: {
      nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
        retryDelayMs(retryCount, elapsedMs, Math.random),
    },
    audioCaptureDefaults: {
      autoGainControl: true,
      echoCancellation: true,
      noiseSuppression: true,
      ...(micId ? { deviceId: micId } : {}),
    },
    videoCaptureDefaults: {
      resolution: VideoPresets.h720.resolution,
      ...(camId ? { deviceId: camId } : {}),
    },
  };
  if (speakerId) options.audioOutput = { deviceId: speakerId };
  if (singlePeerConnection !== undefined) options.singlePeerConnection = singlePeerConnection;
  return new Room(options);
}

/** An empty url in the grant means: the media server is where the page came from. */
export function signalUrl(granted: string, origin: string): string {
  return granted !== '' ? granted : origin.replace(/^http/, 'ws');
}
