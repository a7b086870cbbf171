// A host is in charge of the meeting: waiting room, lock, muting, rights and removal, each pressed in
// the page and tried again by a raw client that holds a valid token. Two Chromium and one Firefox.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium, firefox } from '../lib/browsers.mjs';
import { Person } from '../lib/person.mjs';
import { dispose } from '@livekit/rtc-node';
import { publishPicture, publishSine, Room, RoomEvent } from '../lib/sdk.mjs';
import { RapatServer, until } from '../lib/server.mjs';

const byId = (id) => `[data-testid="${id}"]`;
const wait = (ms) => new Promise((next) => setTimeout(next, ms));

/** Nothing of the kind may come within this time. */
const QUIET_MS = 2_500;

describe('a host in charge', () => {
  let server, chrome, other, fox, host, budi, citra, link, code;

  before(async () => {
    server = await RapatServer.start();
    chrome = await chromium();
    other = await chromium();
    fox = await firefox();
  });

  after(async () => {
    await Promise.allSettled([chrome?.close(), other?.close(), fox?.close()]);
    await server?.stop();
    // A client that the server sent away keeps the process alive otherwise.
    await dispose();
  });

  const api = async (method, path, { token, body } = {}) => {
    const response = await fetch(`${server.url}/api/v1/meetings/${code}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, value: text ? JSON.parse(text) : undefined };
  };
  const tokenOf = (person) => person.page.evaluate((c) => sessionStorage.getItem(`rapat.token.${c}`), code);
  const has = (person, id) => person.page.$(byId(id)).then(Boolean);
  const shows = (person, id, options) =>
    until(`${person.name} sees ${id}`, () => has(person, id), options);
  const texts = (person, selector) => person.page.$$eval(selector, (all) => all.map((e) => e.textContent));
  const identityOf = (person) => person.page.evaluate(() => window.__rapatRoom.localParticipant.identity);

  const press = async (person, id) => {
    await person.page.waitForSelector(byId(id), { timeout: 15_000 });
    await person.page.$eval(byId(id), (element) => element.scrollIntoView({ block: 'center' }));
    await person.page.click(byId(id));
  };
  /** Opens the panel if it isn't open. */
  const open = async (person, panel) => {
    const shown = await person.page.$(`.stage[data-panel="${panel}"]`);
    if (!shown) await press(person, `${panel}-open`);
    await person.page.waitForSelector(`.stage[data-panel="${panel}"]`);
  };
  const act = async (name, what) => {
    await open(host, 'people');
    const row = `${byId('person')}[data-name="${name}"] ${byId('person-menu')}`;
    await host.page.waitForSelector(row);
    await host.page.$eval(row, (button) => button.scrollIntoView({ block: 'center' }));
    await host.page.click(row);
    await press(host, `act-${what}`);
  };
  const confirm = () => press(host, 'confirm-yes');
  const steer = async (id) => {
    await open(host, 'host');
    await press(host, id);
  };
  const state = () => host.page.evaluate(() => JSON.parse(window.__rapatRoom.metadata || '{}'));
  const stateBecomes = (what, check) => until(what, async () => check(await state()));

  /** Comes to the pre-join page and presses Join; where that leads is for the test to say. */
  const knock = async (browser, name) => {
    const person = new Person(await browser.newPage(), name);
    await person.page.goto(link);
    await person.page.waitForSelector(byId('name'));
    await person.page.click(byId('name'));
    await person.page.$eval(byId('name'), (field) => field.select());
    await person.page.type(byId('name'), name);
    await person.turnOnDevices();
    await person.page.click(byId('join'));
    return person;
  };

  /** A client without a page, with the token that the server gave to its name. */
  const raw = async (name, options = {}) => {
    const { status, value } = await api('POST', '/joins', { body: { name } });
    assert.equal(status, 200, `${name} is let in: ${JSON.stringify(value)}`);
    return { ...(await connectRaw(value.token, options)), token: value.token, identity: value.identity, name };
  };
  const connectRaw = async (token, { autoSubscribe = false } = {}) => {
    const room = new Room();
    await room.connect(server.wsUrl, token, { autoSubscribe, dynacast: false });
    return { room };
  };
  const refused = async (token) => {
    const room = new Room();
    try {
      await room.connect(server.wsUrl, token, { autoSubscribe: false, dynacast: false });
    } catch {
      return true;
    }
    await room.disconnect();
    return false;
  };
  const publicationsOf = (identity) =>
    host.page.evaluate((id) => {
      const one = window.__rapatRoom.remoteParticipants.get(id);
      return one ? [...one.trackPublications.values()].map((p) => `${p.source}${p.isMuted ? ' muted' : ''}`) : [];
    }, identity);

  test('the starter is host, a guest from the link is none', async () => {
    const page = await chrome.newPage();
    link = await Person.startMeeting(page, server.url);
    code = new URL(link).pathname.split('/').pop();
    host = await Person.join(chrome, link, 'Kirana', { page });
    budi = await Person.join(other, link, 'Budi');
    await shows(host, 'host-open');
    assert.equal(await has(budi, 'host-open'), false);
    const answer = await api('PATCH', '/room', { token: await tokenOf(budi), body: { locked: true } });
    assert.equal(answer.status, 403);
    assert.equal(answer.value.code, 'not-host');
  });

  test('who asks waits, and the host lets Firefox in', async () => {
    await steer('access-ASK');
    await stateBecomes('everybody asks', (s) => s.access === 'ASK');
    citra = await knock(fox, 'Citra');
    await shows(citra, 'waiting');
    await shows(host, 'toast-waiting');
    await open(host, 'people');
    await until('the host sees who waits', async () =>
      (await texts(host, byId('waiting-person'))).some((text) => text.includes('Citra')));
    await host.page.click(byId('accept'));
    await shows(citra, 'leave', { timeoutMs: 30_000 });
    await host.seesAndHears(['Citra'], { timeoutMs: 30_000 });
  });

  test('who is denied is told so', async () => {
    const deni = await knock(await other.createBrowserContext(), 'Deni');
    await shows(deni, 'waiting');
    await open(host, 'people');
    await press(host, 'deny');
    await shows(deni, 'refused-denied');
    await deni.page.close();
  });

  test('opening the room admits nobody by itself', async () => {
    const eka = await knock(await other.createBrowserContext(), 'Eka');
    await shows(eka, 'waiting');
    const asked = await api('POST', '/joins', { body: { name: 'Raw waiting' } });
    assert.equal(asked.status, 202);
    await steer('access-OPEN');
    await stateBecomes('the room is open', (s) => s.access === 'OPEN');
    await wait(QUIET_MS);
    assert.ok(await has(eka, 'waiting'), 'Eka still waits');
    assert.equal((await api('GET', `/waiting/${asked.value.ticket}`)).value.state, 'WAITING');
    await open(host, 'people');
    await press(host, 'deny-all');
    await confirm();
    await shows(eka, 'refused-denied');
    assert.equal((await api('GET', `/waiting/${asked.value.ticket}`)).value.state, 'DENIED');
    await eka.page.close();
  });

  test('a locked meeting takes nobody, a raw client neither', async () => {
    await steer('lock');
    await stateBecomes('it is locked', (s) => s.locked === true);
    await shows(budi, 'locked');
    const fajar = await knock(await other.createBrowserContext(), 'Fajar');
    await shows(fajar, 'refused-locked');
    await fajar.page.close();
    const answer = await api('POST', '/joins', { body: { name: 'Raw locked' } });
    assert.equal(answer.status, 403);
    assert.equal(answer.value.code, 'meeting-locked');
    await steer('lock');
    await stateBecomes('it is unlocked', (s) => s.locked === false);
  });

  test('a muted person is told by whom, and nobody is unmuted from afar', async () => {
    const micOf = () => budi.page.evaluate(() => window.__rapatRoom.localParticipant.isMicrophoneEnabled);
    await act('Budi', 'mute');
    await confirm();
    await until('Budi is muted', async () => !(await micOf()));
    await until('Budi reads who did it', async () =>
      (await texts(budi, byId('toast-muted'))).some((text) => text.includes('Kirana')));
    await act('Budi', 'ask-unmute');
    await shows(budi, 'ask-unmute');
    assert.equal(await micOf(), false, 'asking turns nothing on');
    await press(budi, 'unmute');
    await until('Budi turned it on', micOf);
  });

  test('a raw client is muted, and its camera stopped', async () => {
    const client = await raw('Raw muted');
    const stop = [await publishSine(client.room, 440), await publishPicture(client.room)];
    await until('the host sees both', async () => (await publicationsOf(client.identity)).length === 2);
    await act('Raw muted', 'mute');
    await confirm();
    await act('Raw muted', 'stop-video');
    await until('both are muted', async () => {
      const all = await publicationsOf(client.identity);
      return all.includes('microphone muted') && all.includes('camera muted');
    });
    for (const one of stop) await one();
    await client.room.disconnect();
  });

  test('sharing is taken away while it runs and can be given back', async () => {
    await budi.page.bringToFront();
    await press(budi, 'share');
    await shows(host, 'share-view');
    await steer('right-share');
    await until('the share is gone', async () => !(await has(host, 'share-view')));
    await until('the button says why', () =>
      budi.page.$eval(byId('share'), (button) => button.getAttribute('aria-disabled') === 'true'));
    await shows(budi, 'toast-change');
    await steer('right-share');
    await until('the button works again', () =>
      budi.page.$eval(byId('share'), (button) => button.getAttribute('aria-disabled') !== 'true'));
  });

  test('video is taken away, from a raw client too', async () => {
    const client = await raw('Raw video');
    const stop = await publishPicture(client.room);
    await until('the host sees the picture', async () => (await publicationsOf(client.identity)).includes('camera'));
    await steer('right-video');
    await until('the picture of the raw client is gone', async () => !(await publicationsOf(client.identity)).includes('camera'));
    await until('Budi shows none either', async () => !(await publicationsOf(await identityOf(budi))).includes('camera'));
    await stop();
    await assert.rejects(Promise.race([
      publishPicture(client.room),
      wait(5_000).then(() => { throw new Error('no answer'); }),
    ]), 'publishing is refused');
    assert.equal((await publicationsOf(client.identity)).includes('camera'), false);
    await steer('right-video');
    await stateBecomes('video is allowed', (s) => s.rights.video === true);
    await client.room.disconnect();
  });

  test('chat goes by right, and a private message to one person alone', async () => {
    await open(budi, 'chat');
    await budi.say('to everybody');
    await until('Citra reads it', async () => (await citra.chatTexts()).some((t) => t.includes('to everybody')));

    await press(budi, 'chat-to');
    await budi.page.waitForSelector(byId('to-person'));
    for (const item of await budi.page.$$(byId('to-person'))) {
      if ((await item.evaluate((e) => e.textContent)).includes('Kirana')) await item.click();
    }
    await budi.say('for the host alone');
    await open(host, 'chat');
    await until('the host reads it, marked as private', async () =>
      (await texts(host, `${byId('chat-message')}[data-private]`)).some((t) => t.includes('for the host alone')));
    await wait(QUIET_MS);
    assert.ok(!(await citra.chatTexts()).some((t) => t.includes('for the host alone')), 'Citra reads nothing');
    const history = await api('GET', '/messages', { token: await tokenOf(citra) });
    assert.ok(!JSON.stringify(history.value).includes('for the host alone'), 'nor in the history');

    const client = await raw('Raw chat');
    await steer('right-chat');
    await shows(budi, 'chat-blocked');
    await client.room.localParticipant.sendText('raw and forbidden', { topic: 'lk.chat' });
    await wait(QUIET_MS);
    assert.ok(!(await citra.chatTexts()).some((t) => t.includes('raw and forbidden')));
    await steer('right-chat');
    await until('Budi may write again', async () => !(await has(budi, 'chat-blocked')));
    await client.room.localParticipant.sendText('raw and allowed', { topic: 'lk.chat' });
    await until('Citra reads the raw client', async () => (await citra.chatTexts()).some((t) => t.includes('raw and allowed')));
    await client.room.disconnect();
  });

  test('hands are numbered, and reactions float over the tile', async () => {
    await press(citra, 'hand');
    await until('the host sees a hand', async () =>
      (await texts(host, byId('tile-hand'))).some((text) => text.includes('1')));
    await press(budi, 'hand');
    await open(host, 'people');
    await until('hands stand in their order', async () =>
      JSON.stringify(await host.page.$$eval(byId('hand-row'), (rows) => rows.map((r) => r.dataset.name))) === '["Citra","Budi"]');
    await press(host, 'lower-all');
    await until('all are down', async () => !(await has(host, 'hands-section')));
    await press(budi, 'reactions');
    await press(budi, 'reaction-1');
    await shows(host, 'tile-reactions', { everyMs: 50 });
    await budi.page.keyboard.press('Escape');
  });

  test('a co-host may what a host may, until it is taken back', async () => {
    await act('Budi', 'make-co-host');
    await shows(budi, 'host-open');
    assert.equal((await api('PATCH', '/room', { token: await tokenOf(budi), body: { locked: false } })).status < 300, true);
    await act('Budi', 'make-participant');
    await until('Budi is none any more', async () => !(await has(budi, 'host-open')));
    assert.equal((await api('PATCH', '/room', { token: await tokenOf(budi), body: { locked: true } })).status, 403);
  });

  test('back in the waiting room means out, with devices off, until accepted', async () => {
    const client = await raw('Raw sent back');
    const before = await tokenOf(citra);
    await act('Citra', 'to-waiting');
    await confirm();
    await shows(citra, 'waiting');
    assert.ok(await refused(before), 'the old token opens nothing meanwhile');
    await act('Raw sent back', 'to-waiting');
    await confirm();
    await until('the raw client is out', () => !client.room.isConnected);
    assert.ok(await refused(client.token));
    await open(host, 'people');
    await press(host, 'accept-all');
    await shows(citra, 'leave', { timeoutMs: 30_000 });
  });

  test('who is removed comes back with nothing', async () => {
    const client = await raw('Raw removed');
    const gone = new Promise((next) => client.room.on(RoomEvent.Disconnected, next));
    await act('Raw removed', 'remove');
    await confirm();
    await gone;
    assert.ok(await refused(client.token), 'the old token opens nothing');
    const again = await api('POST', '/joins', { body: { name: 'Raw removed', token: client.token } });
    assert.equal(again.status, 403);
    assert.equal(again.value.code, 'removed');

    const before = await tokenOf(citra);
    await act('Citra', 'remove');
    await confirm();
    await shows(citra, 'left-removed');
    assert.equal(await has(citra, 'rejoin'), false);
    assert.ok(await refused(before));
    await citra.page.goto(link);
    await citra.page.waitForSelector(byId('join'));
    await citra.page.click(byId('join'));
    await shows(citra, 'refused-removed');
  });

  test('everything is suspended and goes on again', async () => {
    await open(host, 'host');
    await press(host, 'suspend');
    await confirm();
    await shows(budi, 'suspended');
    await until('Budi sends nothing', async () => (await publicationsOf(await identityOf(budi))).every((p) => p.endsWith('muted')));
    await press(host, 'resume');
    await until('it goes on', async () => !(await has(budi, 'suspended')));
  });

  test('the same person in a second tab ends the first one with words', async () => {
    const token = await tokenOf(budi);
    const { room } = await connectRaw(token);
    await shows(budi, 'left-duplicate');
    await room.disconnect();
  });

  test('ending it for all ends it for all', async () => {
    const gita = await Person.join(await other.createBrowserContext(), link, 'Gita');
    await press(host, 'leave-menu');
    await press(host, 'end-for-all');
    await confirm();
    await shows(gita, 'left-closed');
    await shows(host, 'left-closed');
    const answer = await api('POST', '/joins', { body: { name: 'Too late' } });
    assert.equal(answer.value.code, 'meeting-ended');
  });

  test('no page had an error', () => {
    for (const person of [host, budi, citra]) assert.deepEqual(person.errors, []);
  });
});
