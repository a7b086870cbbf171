// What happens to people when the server dies and when it stops, and how fast a late joiner sees.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from '../lib/browsers.mjs';
import { Person } from '../lib/person.mjs';
import { RapatServer, until } from '../lib/server.mjs';

const JOINS = process.env.E2E_LONG ? 20 : 5;

test('after kill -9 and a start the same pages are back in the call without a click', async () => {
  const server = await RapatServer.start();
  const browser = await chromium();
  try {
    const page = await browser.newPage();
    const link = await Person.startMeeting(page, server.url);
    const ayu = await Person.join(browser, link, 'Ayu', { page });
    const budi = await Person.join(await browser.createBrowserContext(), link, 'Budi');
    await budi.seesAndHears(['Ayu'], { timeoutMs: 30_000 });
    await ayu.say('written before the crash');
    await until('Budi reads it', async () => (await budi.chatTexts()).join().includes('before the crash'));
    for (const person of [ayu, budi]) await person.page.evaluate(() => (window.kept = 'value'));

    await server.kill();
    await until('the page says it reconnects', () => budi.page.$('[data-testid="reconnecting"]'), { timeoutMs: 30_000 });
    await server.restart();
    const start = Date.now();
    await until('both see each other again', async () => {
      await ayu.page.bringToFront();
      return (await budi.seesAndHearsMotion(['Ayu'])) && (await ayu.seesAndHearsMotion(['Budi']));
    }, { timeoutMs: 90_000, everyMs: 500 });
    console.log(`# back ${Date.now() - start} ms after the server was ready`);
    for (const person of [ayu, budi]) assert.equal(await person.page.evaluate(() => window.kept), 'value');
    const late = await Person.join(await browser.createBrowserContext(), link, 'Late');
    await until('the chat survived', async () => (await late.chatTexts()).join().includes('before the crash'));
  } finally {
    await browser.close();
    await server.stop();
  }
});

test('a late joiner sees the first picture soon', async () => {
  const server = await RapatServer.start();
  const browser = await chromium();
  try {
    const page = await browser.newPage();
    const link = await Person.startMeeting(page, server.url);
    await Person.join(browser, link, 'Ayu', { page });
    const times = [];
    for (let i = 0; i < JOINS; i++) {
      const context = await browser.createBrowserContext();
      const late = await Person.join(context, link, `Late ${i}`, {});
      const ms = await late.page.evaluate(() => new Promise((done, fail) => {
        const end = performance.now() + 20_000;
        const look = () => {
          for (const video of document.querySelectorAll('[data-testid="tile"] video')) {
            const tile = video.closest('[data-testid="tile"]');
            const own = tile.dataset.identity === window.__rapatRoom?.localParticipant.identity;
            if (!own && video.videoWidth > 0 && video.readyState >= 2) {
              return done(performance.now() - window.pressedJoinAt);
            }
          }
          if (performance.now() > end) return fail(new Error('no picture'));
          requestAnimationFrame(look);
        };
        look();
      }));
      times.push(ms);
      await context.close();
    }
    times.sort((a, b) => a - b);
    const p95 = times[Math.min(times.length - 1, Math.ceil(times.length * 0.95) - 1)];
    console.log(`# first picture of a late joiner, p95 of ${JOINS}: ${p95.toFixed(0)} ms`);
    assert.ok(p95 <= 3_000, `p95 ${p95} ms of ${times.map(Math.round)}`);
  } finally {
    await browser.close();
    await server.stop();
  }
});

test('SIGTERM tells everybody, ends within 10 s, and is no failure', async () => {
  const server = await RapatServer.start();
  const browser = await chromium();
  try {
    const page = await browser.newPage();
    const link = await Person.startMeeting(page, server.url);
    await Person.join(browser, link, 'Ayu', { page });
    await page.evaluate(() => window.__rapatRoom.on('disconnected', (reason) => (window.reason = reason)));
    const start = Date.now();
    server.process.kill('SIGTERM');
    const { code } = await server.exited;
    const took = Date.now() - start;
    console.log(`# stopped after ${took} ms`);
    assert.equal(code, 0);
    assert.ok(took < 10_000, `took ${took} ms`);
  } finally {
    await browser.close();
    await server.stop();
  }
});
