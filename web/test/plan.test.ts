import { describe, expect, it } from 'vitest';
import { draftOf, newPlan, planOf, planProblems, type PlanValues, takeInvitees } from '../src/plan/draft';
import { groupByDay, isRunning } from '../src/plan/meetingList';
import { momentOf, offsetText, wallOf } from '../src/time/zone';
import { agoText, dayPart, minutesUntil } from '../src/time/words';

const at = (iso: string) => Date.parse(iso);

describe('momentOf', () => {
  it.each([
    ['2026-11-24', '14:30', 'Asia/Jakarta', '2026-11-24T07:30:00Z'],
    ['2026-11-24', '00:00', 'Pacific/Auckland', '2026-11-23T11:00:00Z'],
    ['2026-07-01', '09:00', 'Europe/Berlin', '2026-07-01T07:00:00Z'],
    ['2026-01-01', '09:00', 'America/St_Johns', '2026-01-01T12:30:00Z'],
    ['2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['2026-06-01', '12:00', 'UTC', '2026-06-01T12:00:00Z'],
  ])('%s %s in %s', (date, time, zone, iso) => {
    expect(momentOf(date, time, zone)).toEqual({ kind: 'once', instant: at(iso) });
  });

  it('knows times that clocks skip and times that come twice', () => {
    expect(momentOf('2026-03-29', '02:30', 'Europe/Berlin')).toEqual({ kind: 'never' });
    expect(momentOf('2026-10-25', '02:30', 'Europe/Berlin')).toEqual({
      kind: 'twice',
      instant: at('2026-10-25T00:30:00Z'),
    });
  });

  it.each([
    ['', '10:00'],
    ['2026-02-30', ''],
    ['24.11.2026', '10:00'],
    ['2026-11-24', '25:00'],
  ])('refuses %j %j', (date, time) => {
    expect(momentOf(date, time, 'UTC')).toEqual({ kind: 'malformed' });
  });

  it('goes back to the fields it came from', () => {
    const { date, time } = wallOf(at('2026-11-24T07:30:00Z'), 'Asia/Jakarta');
    expect([date, time]).toEqual(['2026-11-24', '14:30']);
  });

  it('names offsets', () => {
    expect(offsetText(at('2026-07-01T00:00:00Z'), 'Asia/Jakarta')).toBe('UTC+7');
    expect(offsetText(at('2026-01-01T00:00:00Z'), 'America/St_Johns')).toBe('UTC−3:30');
    expect(offsetText(0, 'UTC')).toBe('UTC');
  });
});

describe('takeInvitees', () => {
  it('takes lists as people paste them, each address once', () => {
    const text = 'Ayu <ayu@example.org>; budi@example.org,AYU@example.org\ncitra@example.org dewi@example.org';
    expect(takeInvitees(['budi@example.org'], text)).toEqual({
      invitees: ['budi@example.org', 'ayu@example.org', 'citra@example.org', 'dewi@example.org'],
      rejected: '',
    });
  });

  it('gives back what is no address', () => {
    expect(takeInvitees([], 'ayu@example.org, budi@, x')).toEqual({
      invitees: ['ayu@example.org'],
      rejected: 'budi@, x',
    });
  });
});

describe('plans', () => {
  const now = at('2026-11-24T07:10:00Z');
  const plan = (change: Partial<PlanValues> = {}): PlanValues => ({
    ...newPlan(now),
    title: 'Round',
    date: '2026-11-24',
    time: '14:30',
    zone: 'Asia/Jakarta',
    ...change,
  });

  it('start at the next half hour', () => {
    const { date, time, zone } = newPlan(now);
    expect(momentOf(date, time, zone)).toMatchObject({ instant: at('2026-11-24T07:30:00Z') });
  });

  it.each<[Partial<PlanValues>, object]>([
    [{}, {}],
    [{ title: ' ' }, { title: 'titleEmpty' }],
    [{ title: 'x'.repeat(201) }, { title: 'titleLong' }],
    [{ date: '' }, { date: 'dateEmpty' }],
    [{ time: '' }, { time: 'timeEmpty' }],
    [{ time: '14:00' }, { time: 'past' }],
    [{ zone: 'Mars/Olympus' }, { zone: 'zone' }],
    [{ zone: 'Europe/Berlin', date: '2027-03-28', time: '02:30' }, { time: 'timeNever' }],
    [{ invitee: 'ayu@' }, { invitee: 'inviteeShape' }],
    [{ invitee: 'ayu@example.org' }, {}],
    [{ passcode: '123' }, { passcode: 'passcodeShort' }],
    [{ passcode: '1234' }, {}],
  ])('of %j have the problems %j', (change, problems) => {
    expect(planProblems(plan(change), now, true)).toEqual(problems);
  });

  it('without a time need neither title nor date', () => {
    expect(planProblems(plan({ title: '', date: '', time: '' }), now, false)).toEqual({});
  });

  it('are sent as a moment with its zone, with the address that was still in the field', () => {
    expect(draftOf(plan({ invitees: ['a@example.org'], invitee: 'b@example.org', passcode: '1234' }), true)).toEqual({
      title: 'Round',
      access: 'ASK',
      passcode: '1234',
      start: '2026-11-24T07:30:00.000Z',
      zone: 'Asia/Jakarta',
      durationMinutes: 30,
      invitees: ['a@example.org', 'b@example.org'],
    });
    expect(draftOf(plan({ removePasscode: true, passcode: '1234' }), false)).toEqual({
      title: 'Round',
      access: 'ASK',
      passcode: '',
    });
  });

  it('come back from a meeting as they were', () => {
    const values = planOf(
      { code: 'x', createdAt: '', title: 'T', access: 'OPEN', start: '2026-12-01T01:00:00Z', zone: 'Asia/Tokyo', durationMinutes: 50, invitees: ['a@b.c'] },
      now,
    );
    expect(values).toMatchObject({ date: '2026-12-01', time: '10:00', zone: 'Asia/Tokyo', durationMinutes: '50', access: 'OPEN', invitees: ['a@b.c'], passcode: '' });
  });
});

describe('lists of meetings', () => {
  const now = new Date(2026, 10, 24, 14, 0).getTime();
  const meeting = (code: string, start: Date, minutes = 30) => ({
    code,
    createdAt: '',
    access: 'ASK' as const,
    start: start.toISOString(),
    durationMinutes: minutes,
  });

  it('have a group for each day, in order', () => {
    const groups = groupByDay(
      [
        meeting('later', new Date(2026, 10, 27, 9, 0)),
        meeting('evening', new Date(2026, 10, 24, 18, 0)),
        meeting('soon', new Date(2026, 10, 24, 15, 0)),
        meeting('morning', new Date(2026, 10, 25, 9, 0)),
        { code: 'undated', createdAt: '', access: 'ASK' },
      ],
      now,
    );
    expect(groups.map((g) => [g.day, g.meetings.map((m) => m.code)])).toEqual([
      ['today', ['soon', 'evening']],
      ['tomorrow', ['morning']],
      ['later', ['later']],
    ]);
  });

  it('know what runs', () => {
    expect(isRunning(meeting('a', new Date(now - 60_000)), now)).toBe(true);
    expect(isRunning(meeting('a', new Date(now - 31 * 60_000)), now)).toBe(false);
    expect(isRunning(meeting('a', new Date(now + 60_000)), now)).toBe(false);
  });
});

describe('times in words', () => {
  const now = at('2026-11-24T07:00:00Z');

  it('are relative within the hour and absolute after', () => {
    expect(agoText('en', now - 8 * 60_000, now)).toBe('8 minutes ago');
    expect(agoText('id', now - 8 * 60_000, now)).toBe('8 menit yang lalu');
    expect(agoText('en', now - 20_000, now)).toBe('now');
    expect(agoText('en', now - 90 * 60_000, now)).toMatch(/2026/);
  });

  it('count the minutes to a start within the hour', () => {
    expect(minutesUntil(now + 7.2 * 60_000, now)).toBe(8);
    expect(minutesUntil(now + 61 * 60_000, now)).toBeUndefined();
    expect(minutesUntil(now, now)).toBeUndefined();
  });

  it('greet by the hour', () => {
    expect([3, 4, 11, 15, 18].map(dayPart)).toEqual(['night', 'morning', 'midday', 'afternoon', 'evening']);
  });
});
