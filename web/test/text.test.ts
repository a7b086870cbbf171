import { describe, expect, it } from 'vitest';
import { levelOf } from '../src/devices/level';
import { mediaProblemOf } from '../src/devices/mediaError';
import { troublesOf } from '../src/devices/problemTexts';
import { pickLanguage } from '../src/i18n/language';
import { DEFAULT_PREFS, parsePrefs } from '../src/prefs/prefs';

describe('pickLanguage', () => {
  it.each([
    [['id-ID', 'en'], 'id'],
    [['in'], 'id'],
    [['fr', 'id'], 'id'],
    [['en-GB', 'id'], 'en'],
    [['zh', 'ru'], 'en'],
    [[], 'en'],
  ])('chooses for %j', (wishes, language) => {
    expect(pickLanguage(wishes)).toBe(language);
  });
});

describe('parsePrefs', () => {
  it('keeps what fits and drops what does not', () => {
    const prefs = parsePrefs('{"name":"Ayu","micOn":"yes","camOn":false,"unknown":1}');

    expect(prefs).toEqual({ ...DEFAULT_PREFS, name: 'Ayu', camOn: false });
  });

  it.each([null, '', '{', '[]', 'null', '7'])('survives %j', (stored) => {
    expect(parsePrefs(stored)).toEqual(DEFAULT_PREFS);
  });
});

describe('media problems', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['Whatever', 'other'],
  ])('tells %s', (name, problem) => {
    expect(mediaProblemOf(new DOMException('x', name))).toBe(problem);
  });

  it('says one thing when both devices have the same cause', () => {
    expect(troublesOf('denied', 'denied')).toEqual([{ what: 'both', problem: 'denied' }]);
    expect(troublesOf('busy', 'missing')).toHaveLength(2);
    expect(troublesOf()).toEqual([]);
  });
});

describe('levelOf', () => {
  it('goes from silence to full', () => {
    expect(levelOf(new Float32Array(8))).toBe(0);
    expect(levelOf(new Float32Array(8).fill(1))).toBe(1);
    expect(levelOf(new Float32Array(8).fill(0.02))).toBeGreaterThan(0.4);
  });
});
