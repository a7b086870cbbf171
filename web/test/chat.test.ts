import { describe, expect, it } from 'vitest';
import { splitLinks } from '../src/chat/links';
import {
  type ChatMessage,
  chatLength,
  confirmMessage,
  failMessage,
  mergeMessages,
  startsRun,
} from '../src/chat/messages';

function message(id: string, sentAt: number, more: Partial<ChatMessage> = {}): ChatMessage {
  return { id, sentAt, senderIdentity: 'p1', senderName: 'Ayu', text: id, ...more };
}

describe('mergeMessages', () => {
  it('shows a message once when history and the live stream both bring it', () => {
    const merged = mergeMessages([message('a', 1), message('b', 2)], [message('b', 2), message('c', 3)]);

    expect(merged.map((m) => m.id)).toEqual(['a', 'b', 'c']);
  });

  it('orders by time, then by id', () => {
    const merged = mergeMessages([message('z', 5)], [message('b', 3), message('a', 5)]);

    expect(merged.map((m) => m.id)).toEqual(['b', 'a', 'z']);
  });

  it('never turns a confirmed message back into a waiting one', () => {
    const merged = mergeMessages([message('a', 1)], [message('a', 1, { state: 'sending' })]);

    expect(merged[0]?.state).toBeUndefined();
  });
});

describe('own messages', () => {
  const waiting = message('unsent-1', 1, { state: 'sending' });

  it('get their real id when they are out', () => {
    expect(confirmMessage([waiting], 'unsent-1', 'x')).toEqual([message('x', 1, { text: 'unsent-1' })]);
  });

  it('are not doubled when history was faster', () => {
    const confirmed = confirmMessage([waiting, message('x', 1)], 'unsent-1', 'x');

    expect(confirmed.map((m) => m.id)).toEqual(['x']);
  });

  it('stay with a mark when they did not get out', () => {
    expect(failMessage([waiting], 'unsent-1')[0]?.state).toBe('failed');
  });
});

describe('startsRun', () => {
  it('begins a new head for another person or after a while', () => {
    expect(startsRun(undefined, message('a', 1))).toBe(true);
    expect(startsRun(message('a', 1), message('b', 1000))).toBe(false);
    expect(startsRun(message('a', 1), message('b', 1000, { senderIdentity: 'p2' }))).toBe(true);
    expect(startsRun(message('a', 1), message('b', 600_000))).toBe(true);
  });
});

describe('splitLinks', () => {
  it('links web addresses and leaves the rest as text', () => {
    const parts = splitLinks('see https://example.org/a?b=1, or example.org. <b>x</b>');

    expect(parts.filter((p) => p.href).map((p) => p.href)).toEqual([
      'https://example.org/a?b=1',
      'https://example.org',
    ]);
    expect(parts.map((p) => p.text).join('')).toBe('see https://example.org/a?b=1, or example.org. <b>x</b>');
  });

  it.each(['javascript:alert(1)', 'ayu@example.org', 'ftp://example.org/x', 'data:text/html,x'])(
    'does not link %j',
    (text) => {
      expect(splitLinks(text).some((p) => p.href && !/^https?:/.test(p.href))).toBe(false);
    },
  );

  it('keeps every character, also line breaks', () => {
    const text = 'a\n\nhttp://x.example\tb  c';

    expect(splitLinks(text).map((p) => p.text).join('')).toBe(text);
  });
});

it('counts chat characters as a person does', () => {
  expect(chatLength('🎈a')).toBe(2);
});
