// LiveKit's own SDKs as clients, with minted tokens.
import { AudioFrame, AudioSource, AudioStream, LocalAudioTrack, LocalVideoTrack, Room, RoomEvent, TrackPublishOptions, TrackSource, VideoBufferType, VideoFrame, VideoSource, VideoStream } from '@livekit/rtc-node';
import { AccessToken } from 'livekit-server-sdk';
import { API_KEY, API_SECRET } from './server.mjs';

export async function mint(room, identity, grant = {}) {
  const token = new AccessToken(API_KEY, API_SECRET, { identity, name: identity, ttl: '1h' });
  token.addGrant({ room, roomJoin: true, ...grant });
  return token.toJwt();
}

export async function connect(server, room, identity, options = {}) {
  const client = new Room();
  await client.connect(server.wsUrl, await mint(room, identity, options.grant), {
    autoSubscribe: true,
    dynacast: false,
    ...options.room,
  });
  return client;
}

const RATE = 48_000;

/** Publishes a sine until stopped. */
export async function publishSine(room, hertz) {
  const source = new AudioSource(RATE, 1);
  const track = LocalAudioTrack.createAudioTrack('sine', source);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_MICROPHONE;
  await room.localParticipant.publishTrack(track, options);
  let going = true;
  let at = 0;
  const done = (async () => {
    while (going) {
      const samples = new Int16Array(RATE / 100);
      for (let i = 0; i < samples.length; i++, at++) {
        samples[i] = 12_000 * Math.sin((2 * Math.PI * hertz * at) / RATE);
      }
      await source.captureFrame(new AudioFrame(samples, RATE, 1, samples.length));
    }
  })();
  return async () => {
    going = false;
    await done.catch(() => {});
  };
}

/** Publishes moving pictures until stopped. */
export async function publishPicture(room, width = 160, height = 96, fps = 8) {
  const source = new VideoSource(width, height);
  const track = LocalVideoTrack.createVideoTrack('picture', source);
  const options = new TrackPublishOptions();
  options.source = TrackSource.SOURCE_CAMERA;
  await room.localParticipant.publishTrack(track, options);
  let frame = 0;
  const timer = setInterval(() => {
    const pixels = new Uint8Array(width * height * 4).fill((frame * 7) & 0xff);
    frame++;
    source.captureFrame(new VideoFrame(pixels, width, height, VideoBufferType.RGBA));
  }, 1000 / fps);
  return async () => clearInterval(timer);
}

/** Share of energy at `hertz` in one window, by Goertzel's algorithm; 0 to 1. */
export function toneShare(samples, rate, hertz) {
  const w = (2 * Math.PI * hertz) / rate;
  let s1 = 0, s2 = 0, energy = 0;
  for (const sample of samples) {
    const s0 = sample + 2 * Math.cos(w) * s1 - s2;
    s2 = s1;
    s1 = s0;
    energy += sample * sample;
  }
  const power = s1 * s1 + s2 * s2 - 2 * Math.cos(w) * s1 * s2;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
}

/** Listens to a track; calls back with the tone share of each 100-ms window until it says false. */
export async function listen(track, hertz, onWindow) {
  let window = [];
  for await (const frame of new AudioStream(track, RATE, 1)) {
    window.push(...frame.data);
    if (window.length < RATE / 10) continue;
    if (onWindow(toneShare(window.slice(0, RATE / 10), RATE, hertz)) === false) return;
    window = window.slice(RATE / 10);
  }
}

/** Watches a video track; calls back with each frame until it says false. */
export async function watch(track, onFrame) {
  for await (const frame of new VideoStream(track)) if (onFrame(frame) === false) return;
}

export { Room, RoomEvent };
