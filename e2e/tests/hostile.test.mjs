// Hostile input against the packaged server: what each row of docs/security.md sends does no harm,
// is counted, and isn't noticed in an honest call beside it.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { RapatServer, until } from '../lib/server.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const LONG = Boolean(process.env.E2E_LONG);
const ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 27, 29, 30, 31];

// The aims are 200 ms, 500 ms and 0.1 %; a shared machine that runs the attack as well gets three
// times that.
const AUDIO_GAP_MS = 600;
const VIDEO_GAP_MS = 1500;
const LOSS_PERCENT = 0.3;

let server;
let start;
let calm;

function java() {
  const home = [process.env.JAVA_HOME, ...readdirSync('/usr/lib/jvm').filter((name) => /25/.test(name)).map((name) => `/usr/lib/jvm/${name}`)]
    .find((each) => each && existsSync(`${each}/bin/javac`));
  assert.ok(home, 'a JDK 25 is installed');
  return home;
}

/** The class path of the bench module: its classes, and the libraries of the packaged server. */
function classPath() {
  const home = java();
  if (!existsSync(`${ROOT}/bench/target/classes/io/rapat/bench/hostile/HostileMain.class`)) {
    execFileSync('mvn', ['-q', '-B', 'compile', '-pl', 'bench', '-am'], {
      cwd: ROOT,
      env: { ...process.env, JAVA_HOME: home },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const modules = ['bench', 'signal', 'media-net', 'media-core'].map((name) => `${ROOT}/${name}/target/classes`);
  return [...modules, `${ROOT}/app/target/rapat/lib/*`].join(':');
}

/** Bytes of memory that the server's process holds after a collection. */
function residentBytes() {
  const pid = server.process.pid;
  execFileSync(`${java()}/bin/jcmd`, [`${pid}`, 'GC.run'], { stdio: 'ignore' });
  execFileSync(`${java()}/bin/jcmd`, [`${pid}`, 'GC.run'], { stdio: 'ignore' });
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) * 1024;
}

function attack(...rows) {
  const flags = [
    '--enable-native-access=ALL-UNNAMED', '--sun-misc-unsafe-memory-access=allow',
    '-Xmx256m', '-cp', classPath(),
    'io.rapat.bench.hostile.HostileMain', server.url, ...(LONG ? ['--long'] : []), ...rows,
  ];
  return new Promise((done, fail) => {
    execFile(`${java()}/bin/java`, flags, { timeout: LONG ? 1_200_000 : 400_000, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      try {
        done({ rows: JSON.parse(stdout), stderr });
      } catch {
        fail(new Error(`the attack broke off: ${error}\n${stderr}`));
      }
    });
  });
}

before(async () => {
  server = await RapatServer.start();
  start = { resident: residentBytes(), log: server.output.split('\n').length };
});

after(async () => {
  await server?.stop();
});

/** Attacks with all rows and judges each. */
async function judge(context) {
  const { rows, stderr } = await attack();
  const seen = new Map(rows.map((row) => [row.row, row]));
  for (const row of rows) {
    const { audioGapMs, videoGapMs, lossPercent, ownPauseMs } = row.reference;
    console.log(`# row ${row.row}: sent ${row.sent}, counted ${row.counterDelta} of ${row.counted}, ${row.outcome}; beside it audio gap ${audioGapMs.toFixed(0)} ms, video gap ${videoGapMs.toFixed(0)} ms, loss ${lossPercent.toFixed(3)} %, the measuring process paused ${ownPauseMs.toFixed(0)} ms`);
  }
  for (const number of ROWS) {
    await context.test(`row ${number}`, () => {
      const row = seen.get(number);
      assert.ok(row, 'the row ran');
      assert.ok(row.held, `${row.outcome}; counters rose by ${row.counterDelta} of ${row.counted}\n${stderr}`);
      const { audioGapMs, videoGapMs, lossPercent, packets, ownPauseMs } = row.reference;
      assert.ok(packets > 0, 'the reference call runs');
      // A gap that is no longer than a pause of the measuring process says nothing of the server.
      assert.ok(audioGapMs <= Math.max(AUDIO_GAP_MS, ownPauseMs), `audio gap ${audioGapMs} ms`);
      assert.ok(videoGapMs <= Math.max(VIDEO_GAP_MS, ownPauseMs), `video gap ${videoGapMs} ms`);
      assert.ok(lossPercent <= LOSS_PERCENT, `loss ${lossPercent} %`);
    });
  }
}

async function everybodyGone() {
  return until('everybody is gone', async () => {
    const now = await server.metrics();
    return now.get('rapat_peers') === 0 && now.get('rapat_packet_slots_in_use') === 0
      && now.get('rapat_dtls_associations') === 0 ? now : null;
  }, { timeoutMs: 60_000, everyMs: 500 });
}

test('each hostile row ends as it must, is counted, and isn\'t noticed beside', async (context) => {
  await judge(context);
  await everybodyGone();
  calm = residentBytes();
});

// What a server loads, compiles and reserves when it first works hard stays. What an attack leaves
// behind shows when the same comes again.
test('the same attack again leaves nothing behind', async (context) => {
  await judge(context);
  const metrics = await everybodyGone();
  assert.equal(metrics.get('rapat_signal_connections'), 0);
  assert.equal(metrics.get('rapat_rooms_failed_total'), 0);
  assert.equal(metrics.get('rapat_loop_turns_failed_total'), 0);
  const resident = residentBytes();
  const limit = Math.max(calm * 1.1, calm + (40 << 20));
  console.log(`# resident ${(start.resident / 1e6).toFixed(0)} MB at the start, ${(calm / 1e6).toFixed(0)} MB after the first attack, ${(resident / 1e6).toFixed(0)} MB after the second`);
  assert.ok(resident <= limit, `resident ${resident} of ${limit}`);
  const lines = server.output.split('\n').slice(start.log - 1).filter((line) => line.trim());
  console.log(`# ${lines.length} lines logged during both attacks`);
  assert.ok(lines.length <= 10, lines.join('\n'));
});
