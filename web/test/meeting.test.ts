import { describe, expect, it } from 'vitest';
import { startsRun } from '../src/chat/messages';
import { elapsedShare, fieldOf, refusalPageOf } from '../src/pages/meeting/refusal';
import { refusalOf } from '../src/session/endReason';
import { HandLowering, SPOKE_MS } from '../src/session/handLowering';
import { parseNotice } from '../src/session/notices';
import { addReaction, parseReaction, type Reaction } from '../src/session/reactions';
import {
  changesBetween,
  handNumbers,
  handOf,
  may,
  parseRoomState,
  PLAIN_ROOM,
  roleOf,
} from '../src/session/roomState';
import { arrange } from '../src/stage/arrange';
import { personActs } from '../src/stage/personActs';

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('room state', () => {
  it('reads what the server wrote', () => {
    const state = parseRoomState(
      JSON.stringify({
        v: 1,
        access: 'ASK',
        locked: true,
        suspended: false,
        rights: { share: false, chat: true },
        spotlight: 'g-1',
        waiting: 2,
      }),
    );

    expect(state).toEqual({
      access: 'ASK',
      locked: true,
      suspended: false,
      rights: { ...PLAIN_ROOM.rights, share: false },
      spotlight: 'g-1',
      waiting: 2,
    });
  });

  it.each([undefined, '', '{', '[]', '7', 'null', '{"rights":7,"waiting":"x","access":3}'])(
    'forbids nothing for %j',
    (metadata) => {
      expect(parseRoomState(metadata)).toEqual(PLAIN_ROOM);
    },
  );

  it('trusts roles of the server only, and knows no others', () => {
    expect(roleOf({ 'rapat.role': 'CO_HOST' })).toBe('CO_HOST');
    expect(roleOf({ role: 'HOST', 'rapat.role': 'king' })).toBe('PARTICIPANT');
  });

  it('lets hosts do what others may not', () => {
    const room = { ...PLAIN_ROOM, rights: { ...PLAIN_ROOM.rights, chat: false } };

    expect(may('chat', 'GUEST', room)).toBe(false);
    expect(may('chat', 'CO_HOST', room)).toBe(true);
    expect(may('share', 'GUEST', { ...PLAIN_ROOM, suspended: true })).toBe(false);
    expect(may('share', 'HOST', { ...PLAIN_ROOM, suspended: true })).toBe(true);
  });

  it('names each change', () => {
    const now = { ...PLAIN_ROOM, locked: true, rights: { ...PLAIN_ROOM.rights, share: false } };

    expect(changesBetween(PLAIN_ROOM, now)).toEqual([
      { what: 'locked', on: true },
      { what: 'share', on: false },
    ]);
    expect(changesBetween(now, now)).toEqual([]);
  });
});

describe('hands', () => {
  it('are numbered in the order in which they went up', () => {
    const numbers = handNumbers([
      { identity: 'b', handAt: 20 },
      { identity: 'a', handAt: undefined },
      { identity: 'd', handAt: 10 },
      { identity: 'c', handAt: 20 },
    ]);

    expect([...numbers]).toEqual([
      ['d', 1],
      ['b', 2],
      ['c', 3],
    ]);
  });

  it.each(['', '0', 'x', '-5'])('are down for the time %j', (time) => {
    expect(handOf({ 'rapat.hand': time })).toBeUndefined();
  });

  it('go down when their owner speaks, not for a cough', () => {
    const cough = new HandLowering();
    expect(cough.note(true, true, 0)).toBe(false);
    expect(cough.note(true, false, 800)).toBe(false);
    expect(cough.note(true, true, SPOKE_MS + 10)).toBe(false);

    const speech = new HandLowering();
    expect(speech.note(true, true, 0)).toBe(false);
    expect(speech.note(true, false, 500)).toBe(false);
    expect(speech.note(true, true, 900)).toBe(false);
    expect(speech.note(true, true, SPOKE_MS)).toBe(true);
    expect(speech.note(false, true, SPOKE_MS + 1)).toBe(false);
  });
});

describe('notices', () => {
  it('are read for the person and for the room', () => {
    expect(parseNotice(bytes({ kind: 'muted', by: 'Ayu' }))).toEqual({ kind: 'muted', by: 'Ayu' });
    expect(parseNotice(bytes({ kind: 'lock', by: 'Ayu' }))).toEqual({ kind: 'room', by: 'Ayu' });
  });

  it.each([new Uint8Array(), new Uint8Array([255, 0]), bytes([]), bytes({ kind: 7 })])(
    'ignore what is none',
    (payload) => {
      expect(parseNotice(payload)).toBeUndefined();
    },
  );
});

describe('reactions', () => {
  const reaction = (id: number, identity: string): Reaction => ({
    id,
    identity,
    name: identity,
    sign: '👍',
  });

  it('are eight and no other text', () => {
    expect(parseReaction(bytes({ r: '🎉' }))).toBe('🎉');
    expect(parseReaction(bytes({ r: '<b>' }))).toBeUndefined();
    expect(parseReaction(bytes({ r: ['👍'] }))).toBeUndefined();
  });

  it('let nobody fill the screen alone', () => {
    let shown: Reaction[] = [reaction(0, 'b')];
    for (let id = 1; id <= 20; id += 1) shown = addReaction(shown, reaction(id, 'a'));

    expect(shown.map((r) => r.id)).toEqual([0, 16, 17, 18, 19, 20]);
  });
});

describe('refusals', () => {
  const problem = { status: 403, title: '', detail: '' };

  it('have a page each, except those that the form shows', () => {
    expect(refusalPageOf({ ...problem, code: 'meeting-locked' })).toBe('locked');
    expect(refusalPageOf({ ...problem, code: 'removed' })).toBe('removed');
    expect(refusalPageOf({ ...problem, code: 'passcode-wrong' })).toBeUndefined();
    expect(fieldOf({ ...problem, code: 'passcode-wrong' })).toBe('passcode');
    expect(fieldOf({ ...problem, code: 'name-invalid', field: 'name' })).toBe('name');
  });

  it('end a rejoin for good, or let it try again', () => {
    expect(refusalOf(403, 'removed')).toBe('removed');
    expect(refusalOf(403, 'meeting-locked')).toBe('locked');
    expect(refusalOf(404, 'meeting-unknown')).toBe('gone');
    expect(refusalOf(409, 'meeting-full')).toBeUndefined();
    expect(refusalOf(503, undefined)).toBeUndefined();
  });
});

describe('elapsedShare', () => {
  it.each([
    [100, 0],
    [150, 0.5],
    [300, 1],
    [0, 0],
  ])('at %d is %d', (now, share) => {
    expect(elapsedShare(100, 200, now)).toBe(share);
  });

  it('is over when there was no time', () => {
    expect(elapsedShare(5, 5, 5)).toBe(1);
  });
});

describe('arrange', () => {
  const people = [...'abcd'].map((identity) => ({ identity }));
  const ids = ({ main, rest }: { main: { identity: string }[]; rest: { identity: string }[] }) =>
    [main, rest].map((list) => list.map((p) => p.identity).join('')).join('|');

  it.each([
    ['auto', [], undefined, '|abcd'],
    ['auto', [], 'c', 'c|abd'],
    ['auto', ['b', 'd'], 'c', 'bd|ac'],
    ['auto', ['gone'], undefined, '|abcd'],
    ['speaker', [], undefined, 'b|acd'],
    ['speaker', [], 'c', 'c|abd'],
    ['grid', ['d'], 'c', '|dabc'],
  ] as const)('%s with pins %j and spotlight %s', (layout, pins, spotlight, expected) => {
    expect(ids(arrange(people, layout, pins, spotlight, 'b'))).toBe(expected);
  });
});

describe('personActs', () => {
  const person = {
    isSelf: false,
    role: 'GUEST' as const,
    micOn: true,
    camera: undefined,
    handAt: undefined,
  };
  const plain = { pinned: false, spotlit: false };

  it('gives people without a role only what concerns them alone', () => {
    expect(personActs(person, 'PARTICIPANT', plain)).toEqual(['pin']);
    expect(personActs({ ...person, isSelf: true, handAt: 1 }, 'GUEST', plain)).toEqual([
      'lower-hand',
      'pin',
    ]);
  });

  it('lets hosts mute but never unmute', () => {
    expect(personActs(person, 'HOST', plain)).toEqual([
      'mute',
      'pin',
      'spotlight',
      'make-co-host',
      'to-waiting',
      'remove',
    ]);
    expect(personActs({ ...person, micOn: false }, 'HOST', plain)[0]).toBe('ask-unmute');
  });

  it('keeps co-hosts from sending the host away', () => {
    expect(personActs({ ...person, role: 'HOST' }, 'CO_HOST', plain)).toEqual([
      'mute',
      'pin',
      'spotlight',
    ]);
  });
});

describe('private messages', () => {
  it('never run on under a public head', () => {
    const message = { id: '1', sentAt: 0, senderIdentity: 'a', senderName: 'A', text: 'x' };

    expect(startsRun(message, { ...message, private: true })).toBe(true);
    expect(startsRun({ ...message, private: true }, { ...message, private: true })).toBe(false);
  });
});
