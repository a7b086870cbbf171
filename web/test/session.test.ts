import { DisconnectReason } from 'livekit-client';
import { describe, expect, it } from 'vitest';
import { summarise } from '../src/session/announcements';
import { endReasonOf } from '../src/session/endReason';
import { EMPTY_SEATING, KEEP_SEAT_MS, renameSeat, seat } from '../src/session/order';
import { GIVE_UP_AFTER_MS, retryDelayMs } from '../src/session/reconnectPolicy';
import { isInterrupted, type Phase, reduce, type SessionEvent } from '../src/session/reducer';
import { peerConnectionChoice, signalUrl } from '../src/session/room';

function run(events: SessionEvent[], from: Phase = { kind: 'joining' }) {
  let phase = from;
  const effects = [];
  for (const event of events) {
    const step = reduce(phase, event);
    phase = step.phase;
    effects.push(...step.effects);
  }
  return { phase, effects };
}

describe('session reducer', () => {
  it('counts the interruption from its first moment, whoever is trying', () => {
    const { phase } = run([
      { type: 'connected' },
      { type: 'connectionLost', at: 1000 },
      { type: 'connectionLost', at: 2000 },
      { type: 'dropped', at: 90_000 },
    ]);

    expect(phase).toEqual({ kind: 'rejoining', since: 1000, attempt: 0 });
    expect(isInterrupted(phase)).toBe(true);
  });

  it('asks again after each failure, with growing pauses, until it works', () => {
    const fails: SessionEvent[] = Array.from({ length: 7 }, () => ({ type: 'rejoinFailed' }));
    const { effects } = run([{ type: 'connected' }, { type: 'dropped', at: 0 }, ...fails]);

    expect(effects.map((e) => (e.type === 'rejoinIn' ? e.delayMs : -1))).toEqual([
      0, 500, 1000, 2000, 3000, 5000, 5000, 5000,
    ]);
    expect(run([{ type: 'connected' }, { type: 'dropped', at: 0 }, ...fails, { type: 'connected' }]).phase).toEqual({
      kind: 'live',
    });
  });

  it('waits as long as the server says', () => {
    const { effects } = run([
      { type: 'connected' },
      { type: 'dropped', at: 0 },
      { type: 'rejoinFailed', retryAfterMs: 40_000 },
    ]);

    expect(effects[1]).toEqual({ type: 'rejoinIn', delayMs: 40_000 });
  });

  it('does not rejoin for the echo of a failed attempt', () => {
    expect(run([{ type: 'dropped', at: 5 }]).effects).toEqual([]);
    const { effects } = run([{ type: 'connected' }, { type: 'dropped', at: 0 }, { type: 'dropped', at: 1 }]);
    expect(effects).toHaveLength(1);
  });

  it('never revives an ended call', () => {
    const { phase, effects } = run([
      { type: 'connected' },
      { type: 'ended', why: 'left' },
      { type: 'dropped', at: 1 },
      { type: 'connected' },
      { type: 'ended', why: 'removed' },
    ]);

    expect(phase).toEqual({ kind: 'ended', why: 'left' });
    expect(effects).toEqual([{ type: 'stopEverything' }]);
  });
});

describe('retryDelayMs', () => {
  it('tries quickly first and goes on for more than two minutes', () => {
    let elapsed = 0;
    let tries = 0;
    for (;;) {
      const delay = retryDelayMs(tries, elapsed, () => 0.5);
      if (delay === null) break;
      elapsed += delay;
      tries += 1;
    }

    expect(retryDelayMs(0, 0, () => 0.5)).toBe(0);
    expect(elapsed).toBeGreaterThan(120_000);
    expect(elapsed).toBeLessThan(GIVE_UP_AFTER_MS + 3000);
    expect(tries).toBeGreaterThan(60);
  });

  it('spreads people out but never by more than a sixth', () => {
    expect(retryDelayMs(20, 0, () => 0)).toBe(1700);
    expect(retryDelayMs(20, 0, () => 1)).toBe(2300);
  });
});

describe('endReasonOf', () => {
  it('tells final ends from lost connections', () => {
    expect(endReasonOf(DisconnectReason.PARTICIPANT_REMOVED)).toBe('removed');
    expect(endReasonOf(DisconnectReason.ROOM_DELETED)).toBe('closed');
    expect(endReasonOf(DisconnectReason.DUPLICATE_IDENTITY)).toBe('duplicate');
    expect(endReasonOf(DisconnectReason.SERVER_SHUTDOWN)).toBeUndefined();
    expect(endReasonOf(undefined)).toBeUndefined();
  });
});

describe('seat', () => {
  const people = (ids: string, speaking = '') =>
    [...ids].map((identity) => ({ identity, speaking: speaking.includes(identity) }));

  it('keeps everybody in place while the speakers are in sight', () => {
    const first = seat(EMPTY_SEATING, people('abcdef'), 4, 0);
    const next = seat(first, people('abcdef', 'd'), 4, 100);

    expect(next.order).toEqual([...'abcdef']);
  });

  it('raises a speaker into the seat that was silent longest, and moves nobody else', () => {
    let seating = seat(EMPTY_SEATING, people('abcdef', 'd'), 4, 0);
    seating = seat(seating, people('abcdef', 'f'), 4, 20_000);

    expect(seating.order).toEqual([...'abfdec']);
  });

  it('takes no seat from people who spoke a moment ago', () => {
    let seating = seat(EMPTY_SEATING, people('abcd', 'ab'), 2, 0);
    seating = seat(seating, people('abcd', 'c'), 2, KEEP_SEAT_MS - 1);
    expect(seating.order).toEqual([...'abcd']);

    seating = seat(seating, people('abcd', 'c'), 2, KEEP_SEAT_MS + 1);
    expect(seating.order).toEqual([...'acbd']);
  });

  it('keeps our seat when a rejoin gives us another identity', () => {
    const first = seat(EMPTY_SEATING, people('mab'), 4, 0);
    const next = seat(renameSeat(first, 'm', 'n'), people('nab'), 4, 1);

    expect(next.order).toEqual(['n', 'a', 'b']);
  });

  it('closes gaps and adds newcomers at the end', () => {
    const first = seat(EMPTY_SEATING, people('abc'), 4, 0);
    const next = seat(first, people('acx'), 4, 1);

    expect(next.order).toEqual(['a', 'c', 'x']);
    expect(Object.keys(next.heardAt)).toEqual([]);
  });
});

describe('summarise', () => {
  it('says one sentence per kind, however much happened', () => {
    const summaries = summarise([
      { type: 'joined', name: 'Ayu' },
      { type: 'joined', name: 'Budi' },
      { type: 'joined', name: 'Citra' },
      { type: 'message', name: 'Ayu', text: 'halo' },
      { type: 'left', name: 'Dewi' },
    ]);

    expect(summaries).toEqual([
      { type: 'joined', name: 'Citra', others: 2 },
      { type: 'left', name: 'Dewi', others: 0 },
      { type: 'message', name: 'Ayu', others: 0, text: 'halo' },
    ]);
  });

  it('is silent about somebody who only looked in', () => {
    expect(summarise([{ type: 'joined', name: 'Ayu' }, { type: 'left', name: 'Ayu' }])).toEqual([]);
  });
});

describe('room', () => {
  it('reads the choice of peer connections from the query', () => {
    expect(peerConnectionChoice('?pc=dual')).toBe(false);
    expect(peerConnectionChoice('?x=1&pc=single')).toBe(true);
    expect(peerConnectionChoice('?pc=other')).toBeUndefined();
  });

  it('uses the page’s own origin when the grant names no server', () => {
    expect(signalUrl('', 'https://meet.example.org')).toBe('wss://meet.example.org');
    expect(signalUrl('', 'http://localhost:7880')).toBe('ws://localhost:7880');
    expect(signalUrl('wss://media.example.org', 'https://x')).toBe('wss://media.example.org');
  });
});
