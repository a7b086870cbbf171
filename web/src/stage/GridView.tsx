import { useEffect, useRef } from 'react';
import type { Person } from '../session/people';
import { computeGrid, pageCount } from './layout';
import { TILE_GAP, TileGrid } from './TileGrid';
import { useSize } from './useSize';
import './views.css';

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

  return (
    <div className="grid-host" ref={host}>
      {width > 0 && <TileGrid people={shown} grid={grid} frozen={frozen} />}
    </div>
  );
}
