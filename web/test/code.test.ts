import { describe, expect, it } from 'vitest';
import { meetingLink, parseMeetingCode } from '../src/meeting/code';

describe('parseMeetingCode', () => {
  it.each([
    ['abcd-efgh-jkm', 'abcd-efgh-jkm'],
    ['  ABCD-EFGH-JKM ', 'abcd-efgh-jkm'],
    ['abcdefghjkm', 'abcd-efgh-jkm'],
    ['abcd efgh jkm', 'abcd-efgh-jkm'],
    ['abcd–efgh–jkm', 'abcd-efgh-jkm'],
    ['https://meet.example.org/m/abcd-efgh-jkm', 'abcd-efgh-jkm'],
    ['https://meet.example.org/m/ABCD-EFGH-JKM/left?x=1#y', 'abcd-efgh-jkm'],
    ['meet.example.org/m/abcdefghjkm', 'abcd-efgh-jkm'],
    ['/m/abcd-efgh-jkm?pc=dual', 'abcd-efgh-jkm'],
    ['abc-defg-hij', 'abc-defg-hij'],
    ['ABCDEFGHIJ', 'abc-defg-hij'],
    ['abcd-efghij', 'abc-defg-hij'],
    ['abcdef', 'abcdef'],
  ])('reads %j as %j', (input, code) => {
    expect(parseMeetingCode(input)).toBe(code);
  });

  it.each(['', '   ', 'a-b', 'https://example.org/', 'https://example.org/x/abcd-efgh-jkm', 'javascript:alert(1)', 'abcd/efgh', '/m/%E0%A4%A', 'Кодвстречи', 'abcd-<b>-jkm'])(
    'refuses %j',
    (input) => {
      expect(parseMeetingCode(input)).toBeUndefined();
    },
  );

  it('reads its own links', () => {
    const link = meetingLink('abcd-efgh-jkm', 'https://meet.example.org');

    expect(parseMeetingCode(link)).toBe('abcd-efgh-jkm');
  });
});
