// A person in a browser: opens the link, types a name, presses Join, looks and listens.
import { until } from './server.mjs';

const byId = (id) => `[data-testid="${id}"]`;

export class Person {
  constructor(page, name) {
    this.page = page;
    this.name = name;
    this.errors = [];
    page.on('pageerror', (error) => this.errors.push(error.message));
  }

  /** Starts a meeting from the home page and returns its link. */
  static async startMeeting(page, serverUrl) {
    await page.goto(serverUrl + '/');
    await page.waitForSelector(byId('start-meeting'));
    await page.click(byId('start-meeting'));
    await until('the pre-join page', () => /\/m\/[a-z]{3}-[a-z]{4}-[a-z]{3}/.test(page.url()));
    return page.url();
  }

  /** @param {{pc?: 'single'|'dual'}} options */
  static async join(browser, link, name, { pc, page } = {}) {
    const tab = page ?? (await browser.newPage());
    const person = new Person(tab, name);
    const url = new URL(link);
    if (pc) url.searchParams.set('pc', pc);
    await tab.goto(url.href);
    await tab.waitForSelector(byId('name'));
    await tab.click(byId('name'));
    await tab.$eval(byId('name'), (field) => field.select());
    await tab.type(byId('name'), name);
    await person.turnOnDevices();
    await tab.evaluate(() => (window.pressedJoinAt = performance.now()));
    await tab.click(byId('join'));
    await tab.waitForSelector(byId('leave'), { timeout: 20_000 });
    return person;
  }

  /** Allows camera and microphone on the pre-join page when it asks first. */
  async turnOnDevices() {
    const allow = await this.page.$(byId('allow-devices'));
    if (allow) await allow.click();
    await until(`${this.name} sees the own preview`, () =>
      this.page.evaluate(() => {
        const video = document.querySelector('video');
        return Boolean(video && video.videoWidth > 0);
      }), { timeoutMs: 20_000 });
  }

  async click(id) {
    await this.page.waitForSelector(byId(id));
    await this.page.click(byId(id));
  }

  /** Identities this person sees tiles of, self included. */
  async tiles() {
    return this.page.$$eval('[data-testid="tile"]', (tiles) => tiles.map((tile) => tile.dataset.identity));
  }

  /** Counters of everything received, by kind, from the browser's own statistics. */
  async received() {
    return this.page.evaluate(async () => {
      const room = window.__rapatRoom;
      const streams = [];
      for (const participant of room.remoteParticipants.values()) {
        for (const publication of participant.trackPublications.values()) {
          const track = publication.track;
          if (!track) continue;
          const report = await track.getRTCStatsReport();
          for (const stat of report?.values() ?? []) {
            if (stat.type !== 'inbound-rtp') continue;
            streams.push({
              who: participant.name,
              source: publication.source,
              kind: stat.kind,
              framesDecoded: stat.framesDecoded ?? 0,
              freezes: stat.freezeCount ?? 0,
              freezeSeconds: stat.totalFreezesDuration ?? 0,
              packets: stat.packetsReceived ?? 0,
              lost: stat.packetsLost ?? 0,
              audioEnergy: stat.totalAudioEnergy ?? 0,
              width: stat.frameWidth ?? 0,
            });
          }
        }
      }
      return { at: performance.now(), streams };
    });
  }

  /** Waits until this person decodes video and hears sound of all `others` names. */
  async seesAndHears(others, options = {}) {
    await until(`${this.name} sees and hears ${others.join(', ')}`, async () => {
      const { streams } = await this.received();
      const complete = others.every((name) =>
        streams.some((s) => s.who === name && s.kind === 'video' && s.framesDecoded > 5) &&
        streams.some((s) => s.who === name && s.kind === 'audio' && s.packets > 20));
      if (!complete) throw new Error(JSON.stringify(streams));
      return true;
    }, options);
  }

  /** Whether pictures and sound of all `others` names move on within a second. */
  async seesAndHearsMotion(others) {
    const before = await this.received();
    await new Promise((next) => setTimeout(next, 1_000));
    const after = await this.received();
    const grew = (name, kind, counter) => {
      const sum = (snapshot) => snapshot.streams
        .filter((s) => s.who === name && s.kind === kind)
        .reduce((total, s) => total + s[counter], 0);
      return sum(after) > sum(before);
    };
    return others.every((name) => grew(name, 'video', 'framesDecoded') && grew(name, 'audio', 'packets'));
  }

  async say(text) {
    if (!(await this.page.$(byId('chat-input')))) await this.click('chat-open');
    await this.page.waitForSelector(byId('chat-input'));
    await this.page.type(byId('chat-input'), text);
    await this.page.click(byId('chat-send'));
  }

  async chatTexts() {
    if (!(await this.page.$(byId('chat-input')))) await this.click('chat-open');
    return this.page.$$eval(byId('chat-message'), (messages) => messages.map((m) => m.textContent));
  }

  async leave() {
    await this.click('leave');
  }
}
