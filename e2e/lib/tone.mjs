// node tone.mjs send|listen URL TOKEN SECONDS: a LiveKit SDK client of its own process, so that it
// can be in a network namespace. `listen` prints {"windows":…,"heard":…} of 100-ms windows.
import { dispose } from '@livekit/rtc-node';
import { Room, RoomEvent, listen, publishSine } from './sdk.mjs';

const HERTZ = 440;
const [role, url, token, seconds] = process.argv.slice(2);
const room = new Room();

function count() {
  return new Promise((done) => {
    room.on(RoomEvent.TrackSubscribed, async (track) => {
      let windows = 0, heard = 0, started = false;
      await listen(track, HERTZ, (share) => {
        const tone = share > 0.5;
        // The first windows are silence of the connection being made.
        started ||= tone;
        if (!started) return true;
        windows++;
        if (tone) heard++;
        return windows < Number(seconds) * 10;
      });
      done({ windows, heard });
    });
  });
}

const counted = role === 'listen' ? count() : undefined;
await room.connect(url, token, { autoSubscribe: true, dynacast: false });
if (counted) {
  console.log(JSON.stringify(await counted));
} else {
  const stop = await publishSine(room, HERTZ);
  await new Promise((next) => setTimeout(next, Number(seconds) * 1000));
  await stop();
}
await room.disconnect();
await dispose();
process.exit(0);
