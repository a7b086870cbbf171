// Bad networks, between namespaces: loss, a cut of eight seconds, blocked UDP, and no packet to
// anybody but the server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { chromium } from '../lib/browsers.mjs';
import { canEmulate, Link } from '../lib/network.mjs';
import { Person } from '../lib/person.mjs';
import { mint } from '../lib/sdk.mjs';
import { RapatServer, until } from '../lib/server.mjs';

const CHROMIUM = '/usr/bin/chromium';

const skip = canEmulate ? false : 'needs root, to make network namespaces';

// Camera and microphone need a secure page; in the namespace the server has no certificate.
const insecure = (server) => ['--unsafely-treat-insecure-origin-as-secure=' + server.url];

/** Ayu beside the server, Budi behind the link. */
async function meet(options, body) {
  const link = await Link.open(options);
  let server, near, far;
  try {
    server = await RapatServer.start({ netns: link.serverNs, address: link.serverAddress });
    near = await chromium({ flags: insecure(server), executablePath: link.programIn(CHROMIUM, link.serverNs) });
    far = await chromium({ flags: insecure(server), executablePath: link.programIn(CHROMIUM) });
    const page = await near.newPage();
    const url = await Person.startMeeting(page, server.url);
    const ayu = await Person.join(near, url, 'Ayu', { page });
    const budi = await Person.join(far, url, 'Budi');
    await budi.seesAndHears(['Ayu'], { timeoutMs: 30_000 });
    await ayu.seesAndHears(['Budi'], { timeoutMs: 30_000 });
    await body({ link, server, ayu, budi });
  } finally {
    await Promise.allSettled([near?.close(), far?.close()]);
    await server?.stop();
    await link.close();
  }
}

// What Chromium itself looks up at start, with no page open; there is no resolver here to answer it.
const CHROMIUMS_OWN = / (A|AAAA|Type65)\? (clients2|accounts|www)\.google\.com\. | (A|AAAA|Type65)\? (update|content-autofill|optimizationguide-pa|safebrowsing)\.googleapis\.com\. /;

const video = (snapshot, who) => snapshot.streams.find((s) => s.who === who && s.source === 'camera');
const audio = (snapshot, who) => snapshot.streams.find((s) => s.who === who && s.source === 'microphone');

test('5 % loss each way and 25 ms: pictures and sound go on', { skip }, async () => {
  await meet(['--loss', '5%', '--delay', '25ms', '--seed', '7'], async ({ budi }) => {
    const before = await budi.received();
    await new Promise((next) => setTimeout(next, 20_000));
    const after = await budi.received();
    const seconds = (after.at - before.at) / 1000;
    const frozen = video(after, 'Ayu').freezeSeconds - video(before, 'Ayu').freezeSeconds;
    console.log(`# frozen ${((100 * frozen) / seconds).toFixed(1)} % of ${seconds.toFixed(0)} s`);
    assert.ok(frozen / seconds <= 0.09, `frozen ${frozen} s of ${seconds} s`);
    assert.ok(audio(after, 'Ayu').packets - audio(before, 'Ayu').packets > seconds * 40);
  });
});

/** A LiveKit SDK in a namespace: sends the tone, or tells how many 100-ms windows carry it. */
function toneProgram(namespace, role, url, token, seconds) {
  const program = new URL('../lib/tone.mjs', import.meta.url).pathname;
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, program, role, url, token, `${seconds}`], { stdio: ['pipe', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  return { child, done: new Promise((done) => child.once('exit', () => done(text.trim().split('\n').at(-1)))) };
}

test('5 % loss each way and 25 ms: a tone is heard all the time', { skip }, async () => {
  const link = await Link.open(['--loss', '5%', '--delay', '25ms', '--seed', '11']);
  let server, sender;
  try {
    server = await RapatServer.start({ netns: link.serverNs, address: link.serverAddress });
    const seconds = process.env.E2E_LONG ? 60 : 20;
    const hears = async (room, senderNs, listenerNs) => {
      sender = toneProgram(senderNs, 'send', server.wsUrl, await mint(room, 'sender'), seconds + 30);
      const listener = toneProgram(listenerNs, 'listen', server.wsUrl, await mint(room, 'listener'), seconds);
      const result = JSON.parse(await listener.done);
      sender.child.kill();
      return result;
    };
    const up = await hears('up', link.browserNs, link.serverNs);
    const down = await hears('down', link.serverNs, link.browserNs);
    for (const [way, { windows, heard }] of Object.entries({ up, down })) {
      console.log(`# ${way}: tone in ${((100 * heard) / windows).toFixed(2)} % of ${windows} windows`);
      assert.ok(windows >= seconds * 9, `${way}: only ${windows} windows`);
      assert.ok(heard / windows >= 0.97, `${way}: tone in ${heard} of ${windows} windows`);
    }
  } finally {
    sender?.child.kill('SIGKILL');
    await server?.stop();
    await link.close();
  }
});

test('a network cut of 8 s: media comes back, nobody sees a rejoin', { skip }, async () => {
  await meet(['--delay', '10ms'], async ({ link, ayu, budi }) => {
    await budi.page.evaluate(() => (window.kept = 'value'));
    const changes = await ayu.page.evaluateHandle(() => {
      const seen = [];
      for (const event of ['participantConnected', 'participantDisconnected']) {
        window.__rapatRoom.on(event, () => seen.push(event));
      }
      return seen;
    });
    await link.tell('cut');
    await new Promise((next) => setTimeout(next, 8_000));
    const before = await budi.received().catch(() => ({ streams: [] }));
    await link.tell('restore');
    const start = Date.now();
    await until('media is back', async () => {
      const now = await budi.received();
      return video(now, 'Ayu').framesDecoded > (video(before, 'Ayu')?.framesDecoded ?? 0) + 5;
    }, { timeoutMs: 20_000, everyMs: 50 });
    const back = Date.now() - start;
    console.log(`# media back after ${back} ms`);
    assert.ok(back <= 6_000, `media back after ${back} ms`);
    assert.deepEqual(await changes.jsonValue(), []);
    assert.equal(await budi.page.evaluate(() => window.kept), 'value');
  });
});

const selectedProtocol = (person) => person.page.evaluate(async () => {
  const reports = [];
  for (const transport of [window.__rapatRoom.engine.pcManager.publisher, window.__rapatRoom.engine.pcManager.subscriber]) {
    if (transport) reports.push(...(await transport.getStats()).values());
  }
  const transport = reports.find((r) => r.type === 'transport' && r.selectedCandidatePairId);
  const pair = reports.find((r) => r.id === transport?.selectedCandidatePairId);
  return reports.find((r) => r.id === pair?.remoteCandidateId)?.protocol;
});

test('UDP blocked during a call: media goes on over TCP', { skip }, async () => {
  await meet([], async ({ link, budi }) => {
    await link.tell('block udp');
    const blockedAt = Date.now();
    await until('the selected pair is TCP and media flows', async () => {
      const protocol = await selectedProtocol(budi);
      if (protocol !== 'tcp') throw new Error(`selected ${protocol}`);
      const before = video(await budi.received(), 'Ayu').framesDecoded;
      await new Promise((next) => setTimeout(next, 500));
      return video(await budi.received(), 'Ayu').framesDecoded > before;
    }, { timeoutMs: 30_000, everyMs: 200 });
    console.log(`# media over TCP ${Date.now() - blockedAt} ms after UDP was blocked`);
  });
});

test('a join while UDP is blocked goes over TCP', { skip }, async () => {
  await meet([], async ({ link, server, ayu, budi }) => {
    await link.tell('block udp');
    const start = Date.now();
    const browser = budi.page.browser();
    const cici = await Person.join(await browser.createBrowserContext(), ayu.page.url(), 'Cici');
    await cici.seesAndHears(['Ayu'], { timeoutMs: 30_000 });
    assert.equal(await selectedProtocol(cici), 'tcp');
    console.log(`# joined over TCP within ${Date.now() - start} ms, pre-join page included`);
  });
});

test('a browser talks to the server and to nobody else through a whole meeting', { skip }, async () => {
  const link = await Link.open();
  let server, browser, capture;
  try {
    server = await RapatServer.start({ netns: link.serverNs, address: link.serverAddress });
    capture = spawn('ip', ['netns', 'exec', link.browserNs, 'tcpdump', '-n', '-l', '-i', 'any', 'ip or ip6'], { stdio: ['ignore', 'pipe', 'ignore'] });
    let lines = '';
    capture.stdout.on('data', (chunk) => (lines += chunk));
    browser = await chromium({ flags: insecure(server), executablePath: link.programIn(CHROMIUM) });
    const page = await browser.newPage();
    const url = await Person.startMeeting(page, server.url);
    const ayu = await Person.join(browser, url, 'Ayu', { page });
    const budi = await Person.join(await browser.createBrowserContext(), url, 'Budi');
    await budi.seesAndHears(['Ayu'], { timeoutMs: 30_000 });
    await ayu.page.bringToFront();
    await ayu.say('halo');
    await ayu.click('share');
    await until('the share is seen', async () => (await budi.received()).streams.some((s) => s.source === 'screen_share' && s.framesDecoded > 0), { timeoutMs: 30_000 });
    await budi.leave();
    await ayu.leave();
    await browser.close();
    capture.kill('SIGINT');
    await new Promise((done) => capture.once('exit', done));
    const foreign = new Set();
    let packets = 0;
    for (const line of lines.split('\n')) {
      const match = line.match(/ IP6? (\S+) > (\S+): /);
      if (!match) continue;
      packets++;
      // An IPv4 address stands with its port behind a dot, or, in ICMP, alone.
      for (const host of [match[1], match[2]]) {
        const own = /^198\.51\.100\.[12](\.|$)/.test(host) || /^127\.\d+\.\d+\.\d+(\.|$)/.test(host) || /^::1(\.|$)/.test(host);
        // Router solicitations and multicast listener reports are the kernel's, not the browser's.
        const kernel = /^(ff02::|fe80::|::(\.|$))/.test(host);
        if (!own && !kernel && !CHROMIUMS_OWN.test(line)) foreign.add(line);
      }
    }
    console.log(`# ${packets} packets looked at`);
    assert.ok(packets > 500, `only ${packets} packets seen`);
    assert.deepEqual([...foreign].slice(0, 5), []);
  } finally {
    await browser?.close().catch(() => {});
    capture?.kill('SIGKILL');
    await server?.stop();
    await link.close();
  }
});
