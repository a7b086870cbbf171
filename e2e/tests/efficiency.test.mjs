// What the packaged server costs: memory at rest, and what its loop allocates while it forwards.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { benchCommand, residentBytes } from '../lib/java.mjs';
import { API_KEY, API_SECRET, RapatServer } from '../lib/server.mjs';

const LONG = Boolean(process.env.E2E_LONG);
const PARTICIPANTS = 50;
// Until the compiler has seen the loop, objects that it will remove are still made.
const WARM_UP_SECONDS = LONG ? 40 : 25;
const SECONDS = LONG ? 60 : 10;
// Nothing belongs to a packet. What remains belongs to whoever reports or looks: less than a byte
// for every second packet.
const BYTES_PER_PACKET = 0.5;

const sleep = (seconds) => new Promise((next) => setTimeout(next, seconds * 1000));

async function metrics(server) {
  const text = await (await server.get('/metrics')).text();
  const value = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)[1]);
  return { allocated: value('rapat_loop_allocated_bytes_total'), forwarded: value('rapat_packets_forwarded_total') };
}

test('an idle server holds at most 350 MB, and the loop of a call of 50 allocates nothing', async () => {
  const server = await RapatServer.start();
  let load;
  try {
    const idle = residentBytes(server.process.pid) / 2 ** 20;
    console.log(`# ${idle.toFixed(0)} MB resident before any call`);
    assert.ok(idle <= 350, `${idle} MB resident`);
    // Subscribers drop 1 % and ask again, so that NACK and RTX are part of it.
    const [program, ...flags] = benchCommand('io.rapat.bench.load.LoadMain', '--url', server.wsUrl,
      '--api-key', API_KEY, '--api-secret', API_SECRET, '--publishers', '1', '--subscribers', `${PARTICIPANTS - 1}`,
      '--loss', '0.01', '--duration', `${WARM_UP_SECONDS + SECONDS + 10}s`);
    load = spawn(program, flags, { stdio: 'ignore' });
    await sleep(WARM_UP_SECONDS);
    const before = await metrics(server);
    await sleep(SECONDS);
    const after = await metrics(server);
    const packets = after.forwarded - before.forwarded;
    const bytes = after.allocated - before.allocated;
    console.log(`# ${packets} packets forwarded to ${PARTICIPANTS - 1}, ${bytes} bytes allocated by the loop`);
    assert.ok(packets > SECONDS * 2_000, `only ${packets} packets`);
    assert.ok(bytes / packets < BYTES_PER_PACKET, `${bytes} bytes for ${packets} packets`);
  } finally {
    load?.kill();
    await server.stop();
  }
});
