// Two Chromium and one Firefox meet by link: see, hear, share, chat. Once over one PeerConnection
// each (v1), once over two (v0).
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium, firefox } from '../lib/browsers.mjs';
import { Person } from '../lib/person.mjs';
import { RapatServer, until } from '../lib/server.mjs';

const WATCH_SECONDS = process.env.E2E_LONG ? 180 : 20;

for (const pc of ['single', 'dual']) {
  describe(`a meeting of three browsers, PeerConnection ${pc}`, () => {
    let server, chrome, fox, ayu, budi, citra;

    before(async () => {
      server = await RapatServer.start();
      chrome = await chromium();
      fox = await firefox();
    });

    after(async () => {
      await Promise.allSettled([chrome?.close(), fox?.close()]);
      await server?.stop();
    });

    test('all join by link as people do', async () => {
      const page = await chrome.newPage();
      const link = await Person.startMeeting(page, server.url);
      ayu = await Person.join(chrome, link, 'Ayu', { pc, page });
      const other = await chrome.createBrowserContext();
      budi = await Person.join(other, link, 'Budi', { pc });
      citra = await Person.join(fox, link, 'Citra', { pc });
    });

    test('everybody sees and hears everybody', async () => {
      await ayu.seesAndHears(['Budi', 'Citra'], { timeoutMs: 30_000 });
      await budi.seesAndHears(['Ayu', 'Citra'], { timeoutMs: 30_000 });
      await citra.seesAndHears(['Ayu', 'Budi'], { timeoutMs: 30_000 });
    });

    test(`pictures move and sound goes on for ${WATCH_SECONDS} s`, async () => {
      for (const person of [ayu, budi, citra]) await person.page.bringToFront();
      const people = [ayu, budi, citra];
      const first = await Promise.all(people.map((person) => person.received()));
      await new Promise((next) => setTimeout(next, WATCH_SECONDS * 1000));
      const last = await Promise.all(people.map((person) => person.received()));
      people.forEach((person, i) => {
        const seconds = (last[i].at - first[i].at) / 1000;
        for (const now of last[i].streams) {
          const then = first[i].streams.find((s) => s.who === now.who && s.source === now.source);
          const what = `${person.name} receives ${now.source} of ${now.who}`;
          if (now.kind === 'video') {
            const rate = (now.framesDecoded - then.framesDecoded) / seconds;
            assert.ok(rate >= 5, `${what}: ${rate.toFixed(1)} frames/s`);
            assert.ok(now.freezeSeconds - then.freezeSeconds < 3, `${what}: frozen ${now.freezeSeconds - then.freezeSeconds} s`);
          } else {
            assert.ok(now.packets - then.packets > seconds * 10, `${what}: ${now.packets - then.packets} packets`);
            assert.ok(now.audioEnergy > then.audioEnergy, `${what}: silence`);
          }
          console.log(`# ${what}: ${JSON.stringify({ ...now, rate: now.kind === 'video' ? +((now.framesDecoded - then.framesDecoded) / seconds).toFixed(1) : undefined })}`);
        }
      });
    });

    test('a shared tab with sound reaches Firefox', async () => {
      await ayu.page.bringToFront();
      await ayu.click('share');
      await until('Citra decodes the shared tab', async () => {
        const { streams } = await citra.received();
        return streams.some((s) => s.source === 'screen_share' && s.framesDecoded > 2)
          && streams.some((s) => s.source === 'screen_share_audio' && s.packets > 20);
      }, { timeoutMs: 30_000 });
      await ayu.click('share');
      await until('the share is gone', async () => {
        const { streams } = await citra.received();
        return !streams.some((s) => s.source === 'screen_share');
      });
    });

    test('chat goes both ways and a late joiner reads it', async () => {
      await ayu.say('halo from Ayu');
      await citra.say('halo from Citra <b>bold</b>');
      for (const person of [ayu, budi, citra]) {
        await until(`${person.name} reads both`, async () => {
          const texts = (await person.chatTexts()).join('\n');
          return texts.includes('halo from Ayu') && texts.includes('halo from Citra <b>bold</b>');
        });
      }
      const late = await Person.join(await chrome.createBrowserContext(), ayu.page.url(), 'Late', { pc });
      await until('the late joiner reads both', async () => {
        const texts = (await late.chatTexts()).join('\n');
        return texts.includes('halo from Ayu') && texts.includes('halo from Citra');
      });
      await late.leave();
      await until('the others see the late joiner leave', async () => (await ayu.tiles()).length === 3);
    });

    test('no page had an error', () => {
      for (const person of [ayu, budi, citra]) assert.deepEqual(person.errors, []);
    });
  });
}
