import { describe, expect, it } from 'vitest';
import { hueOf, initialOf, nameProblem } from '../src/meeting/name';

describe('nameProblem', () => {
  it.each(['A', 'Ayu Lestari', '李伟', 'Наталья', 'محمد', 'Łukasz 🎈', 'O’Neil', 'x'.repeat(100), '👩‍🚀'.repeat(20)])(
    'accepts %j',
    (name) => {
      expect(nameProblem(name)).toBeUndefined();
    },
  );

  it('asks for a name when there is none', () => {
    expect(nameProblem('')).toBe('empty');
    expect(nameProblem('  \u00a0 ')).toBe('empty');
    expect(nameProblem('\u200b\u200d')).toBe('empty');
  });

  it('counts characters, not code units', () => {
    expect(nameProblem('🎈'.repeat(100))).toBeUndefined();
    expect(nameProblem('🎈'.repeat(101))).toBe('long');
  });

  it.each(['a\u0000b', 'a\nb', 'a\u007fb', 'a\u202eb', 'a\u202ab', 'a\u2066b', 'a\u2069b', 'a\u2028b', 'a\u0085b', 'a\u200eb', 'a\u061cb', 'a\ue000', 'a\ud800'])(
    'refuses control and direction characters in %j',
    (name) => {
      expect(nameProblem(name)).toBe('control');
    },
  );
});

describe('avatar', () => {
  it('shows the first whole character', () => {
    expect(initialOf('ayu')).toBe('A');
    expect(initialOf('👩‍🚀 Mae')).toBe('👩‍🚀');
    expect(initialOf('  ')).toBe('·');
  });

  it('gives the same person the same hue', () => {
    expect(hueOf('p1')).toBe(hueOf('p1'));
    expect(hueOf('p1')).toBeLessThan(8);
  });
});
