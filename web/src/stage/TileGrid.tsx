import type { CSSProperties } from 'react';
import type { Person } from '../session/people';
import type { Grid } from './layout';
import { Tile } from './Tile';

export const TILE_GAP = 8;

interface TileGridProps {
  people: readonly Person[];
  grid: Grid;
  frozen: boolean;
}

/** Tiles of one size, in rows. */
export function TileGrid({ people, grid, frozen }: TileGridProps) {
  const size = {
    '--tile-width': `${grid.tileWidth}px`,
    '--tile-height': `${grid.tileHeight}px`,
    '--columns': grid.columns,
  } as CSSProperties;
  return (
    <div className="grid" style={size}>
      {people.map((person) => (
        <div key={person.identity} className="grid-cell">
          <Tile person={person} frozen={frozen} />
        </div>
      ))}
    </div>
  );
}
