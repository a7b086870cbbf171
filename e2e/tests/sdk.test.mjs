// LiveKit's SDKs, unchanged, against this server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dispose } from '@livekit/rtc-node';
import { RoomServiceClient } from 'livekit-server-sdk';
import { API_KEY, API_SECRET, RapatServer, until } from '../lib/server.mjs';
import { connect, listen, publishPicture, publishSine, RoomEvent, watch } from '../lib/sdk.mjs';

// Windows of sound and frames of picture that prove a stream.
const ENOUGH = 3;

let server;

before(async () => {
  server = await RapatServer.start();
});

after(async () => {
  await dispose();
  await server?.stop();
});

test('a sine sent by one is detected by another', async () => {
  const sender = await connect(server, 'sine', 'sender');
  const listener = await connect(server, 'sine', 'listener');
  let windows = 0, heard = 0;
  listener.on(RoomEvent.TrackSubscribed, (track) => listen(track, 440, (share) => {
    windows++;
    if (share > 0.8) heard++;
  }));
  const stop = await publishSine(sender, 440);
  await until('40 windows with the tone', () => heard >= 40, { timeoutMs: 20_000 });
  console.log(`# ${heard} of ${windows} windows carry the tone`);
  await stop();
  await sender.disconnect();
  await listener.disconnect();
});

test('4 video and 12 audio publishers: everyone receives everything', async () => {
  const rooms = [];
  const stops = [];
  const counts = new Map();
  for (let i = 0; i < 12; i++) {
    const room = await connect(server, 'many', `p${i}`);
    const seen = { audio: new Map(), video: new Map() };
    counts.set(`p${i}`, seen);
    let turn = Promise.resolve();
    room.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      const kind = track.kind === 1 ? 'audio' : 'video';
      seen[kind].set(participant.identity, 0);
      const count = () => {
        const seenNow = seen[kind].get(participant.identity) + 1;
        seen[kind].set(participant.identity, seenNow);
        return seenNow < ENOUGH;
      };
      const hertz = 200 + 50 * Number(participant.identity.slice(1));
      // One at a time for each listener: the SDK hands every frame to every open stream.
      turn = turn.then(() =>
        kind === 'audio' ? listen(track, hertz, (share) => (share > 0.5 ? count() : true)) : watch(track, count));
    });
    rooms.push(room);
  }
  for (let i = 0; i < 12; i++) {
    stops.push(await publishSine(rooms[i], 200 + 50 * i));
    if (i < 4) stops.push(await publishPicture(rooms[i]));
  }
  await until('everyone receives everything', () => {
    const missing = [];
    for (let i = 0; i < 12; i++) {
      const seen = counts.get(`p${i}`);
      for (let j = 0; j < 12; j++) {
        if (i === j) continue;
        if (!(seen.audio.get(`p${j}`) >= ENOUGH)) missing.push(`p${i} hears p${j}`);
        if (j < 4 && !(seen.video.get(`p${j}`) >= ENOUGH)) missing.push(`p${i} sees p${j}`);
      }
    }
    if (missing.length) throw new Error(`${missing.length} missing: ${missing.slice(0, 6)}`);
    return true;
  }, { timeoutMs: 60_000 });
  await Promise.all(stops.map((stop) => stop()));
  await Promise.all(rooms.map((room) => room.disconnect()));
});

test('RoomService creates, lists, mutes, removes and deletes', async () => {
  const service = new RoomServiceClient(server.url, API_KEY, API_SECRET);
  const created = await service.createRoom({ name: 'managed', metadata: 'm' });
  assert.equal(created.name, 'managed');
  assert.ok((await service.listRooms()).some((room) => room.name === 'managed'));

  const member = await connect(server, 'managed', 'member');
  const stop = await publishSine(member, 440);
  const [info] = await until('the track is listed', async () => {
    const people = await service.listParticipants('managed');
    return people.length === 1 && people[0].tracks.length === 1 ? people : undefined;
  });
  assert.equal(info.identity, 'member');
  const muted = await service.mutePublishedTrack('managed', 'member', info.tracks[0].sid, true);
  assert.equal(muted.muted, true);

  let reason;
  member.on(RoomEvent.Disconnected, (why) => (reason = why));
  await service.removeParticipant('managed', 'member');
  await until('the member is out', () => reason !== undefined);
  await stop();
  await service.deleteRoom('managed');
  assert.ok(!(await service.listRooms()).some((room) => room.name === 'managed'));
});
