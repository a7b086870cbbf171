import { describe, expect, it } from 'vitest';
import { columnLimit, computeGrid, pageCount, stripPlaces } from '../src/stage/layout';
import { pickMain } from '../src/stage/mainSpeaker';
import { listPeople } from '../src/stage/peopleList';
import { clockText } from '../src/stage/clockText';

describe('computeGrid', () => {
  it('draws nine people as in the mockup', () => {
    const grid = computeGrid(1408, 772, 9, 8);

    expect(grid).toMatchObject({ columns: 3, rows: 3 });
    expect(grid.tileWidth).toBe(448);
    expect(grid.tileHeight).toBe(252);
  });

  it('draws nine people beside a panel as in the mockup', () => {
    expect(computeGrid(1032, 772, 9, 8)).toMatchObject({ columns: 3, tileWidth: 338, tileHeight: 190 });
  });

  it('never uses more columns than people', () => {
    for (let people = 1; people <= 25; people += 1) {
      expect(computeGrid(1920, 1000, people, 8).columns).toBeLessThanOrEqual(people);
    }
  });

  it('keeps all tiles inside the stage', () => {
    for (const [width, height] of [[1408, 772], [1032, 724], [700, 500], [560, 300], [844, 262], [320, 700]] as const) {
      for (let people = 1; people <= 40; people += 1) {
        const grid = computeGrid(width, height, people, 8);
        const shown = Math.min(people, grid.perPage);
        expect(grid.columns * grid.tileWidth + (grid.columns - 1) * 8).toBeLessThanOrEqual(width);
        expect(grid.rows * grid.tileHeight + (grid.rows - 1) * 8).toBeLessThanOrEqual(height);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(shown);
      }
    }
  });

  it('follows the breakpoints of the product', () => {
    expect([559, 560, 700, 960, 1100].map(columnLimit)).toEqual([1, 2, 3, 4, 5]);
  });

  it('opens a second page for the 26th person', () => {
    const { perPage } = computeGrid(1408, 772, 26, 8);

    expect(perPage).toBe(25);
    expect(pageCount(25, perPage)).toBe(1);
    expect(pageCount(26, perPage)).toBe(2);
  });

  it('survives a stage without size', () => {
    expect(computeGrid(0, 0, 3, 8)).toMatchObject({ tileWidth: 0, perPage: 1 });
  });
});

describe('stripPlaces', () => {
  it('keeps the last place for the rest, as in the mockup', () => {
    expect(stripPlaces(1032, 200, 8, 9)).toBe(4);
    expect(stripPlaces(1032, 200, 8, 5)).toBe(5);
    expect(stripPlaces(100, 200, 8, 9)).toBe(1);
  });
});

describe('pickMain', () => {
  const self = { identity: 'me', isSelf: true, speaking: false };
  const ayu = { identity: 'ayu', isSelf: false, speaking: false };
  const budi = { identity: 'budi', isSelf: false, speaking: false };
  const talks = <P extends object>(p: P) => ({ ...p, speaking: true });

  it('shows us only when nobody else is here', () => {
    expect(pickMain(undefined, [self])).toBe('me');
    expect(pickMain('me', [talks(self), ayu])).toBe('ayu');
  });

  it('stays with the last speaker through silence', () => {
    expect(pickMain('budi', [self, ayu, budi])).toBe('budi');
  });

  it('does not jump while the main person still speaks', () => {
    expect(pickMain('budi', [self, talks(ayu), talks(budi)])).toBe('budi');
    expect(pickMain('budi', [self, talks(ayu), budi])).toBe('ayu');
  });

  it('moves on when the main person leaves', () => {
    expect(pickMain('gone', [self, ayu])).toBe('ayu');
    expect(pickMain('gone', [])).toBeUndefined();
  });
});

describe('listPeople', () => {
  const people = [
    { name: 'Tomás', isSelf: false, role: 'GUEST' as const },
    { name: 'ayu', isSelf: false, role: 'PARTICIPANT' as const },
    { name: 'Yan', isSelf: false, role: 'CO_HOST' as const },
    { name: 'Zed', isSelf: true, role: 'GUEST' as const },
  ];

  it('puts us first, then sorts by role, then by name', () => {
    expect(listPeople(people, '', 'en').map((p) => p.name)).toEqual(['Zed', 'Yan', 'ayu', 'Tomás']);
  });

  it('finds without case and accents', () => {
    expect(listPeople(people, ' TOMA ', 'en').map((p) => p.name)).toEqual(['Tomás']);
  });
});

it('writes the clock with hours only when there are any', () => {
  expect([0, 61_000, 3_600_000, 36_061_000].map(clockText)).toEqual(['00:00', '01:01', '1:00:00', '10:01:01']);
});
