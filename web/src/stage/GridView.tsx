import { type CSSProperties, useEffect, useRef } from 'react';
import type { Person } from '../session/people';
import { computeGrid, pageCount } from './layout';
import { Tile } from './Tile';
import { useSize } from './useSize';
import './views.css';

export const TILE_GAP = 8;

interface GridViewProps {
  people: readonly Person[];
  frozen: boolean;
  page: number;
  onPages: (pages: number, perPage: number) => void;
}

/** Everybody the same size, in the largest 16:9 tiles that fit. */
export function GridView({ people, frozen, page, onPages }: GridViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(host);
  const grid = computeGrid(width, height, people.length, TILE_GAP);
  const pages = pageCount(people.length, grid.perPage);
  const first = Math.min(page, pages - 1) * grid.perPage;
  const shown = people.slice(first, first + grid.perPage);

  useEffect(() => onPages(pages, grid.perPage), [pages, grid.perPage, onPages]);

  const size = {
    '--tile-width': `${grid.tileWidth}px`,
    '--tile-height': `${grid.tileHeight}px`,
    '--columns': grid.columns,
  } as CSSProperties;
  return (
    <div className="grid-host" ref={host}>
      {width > 0 && (
        <div className="grid" style={size}>
          {shown.map((person) => (
            <div key={person.identity} className="grid-cell">
              <Tile person={person} frozen={frozen} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
