export interface Grid {
  columns: number;
  rows: number;
  tileWidth: number;
  tileHeight: number;
  perPage: number;
}

const RATIO = 16 / 9;
export const PAGE_LIMIT = 25;
const MAX_ROWS = 5;
/** Below this a face can't be read any more; the rest goes to the next page. */
const MIN_TILE_HEIGHT = 90;

/** Columns that a stage of this width may have, from the product's breakpoints. */
export function columnLimit(width: number): number {
  if (width >= 1100) return 5;
  if (width >= 960) return 4;
  if (width >= 700) return 3;
  if (width >= 560) return 2;
  return 1;
}

/** The largest 16:9 tiles that show `count` people, on pages when they don't fit on one. */
export function computeGrid(width: number, height: number, count: number, gap: number): Grid {
  const perPage = pageSize(width, height, gap);
  const shown = Math.max(1, Math.min(count, perPage));
  let best: Grid = { columns: 1, rows: shown, tileWidth: 0, tileHeight: 0, perPage };
  for (let columns = 1; columns <= Math.min(columnLimit(width), shown); columns += 1) {
    const rows = Math.ceil(shown / columns);
    const tile = tileIn(width, height, columns, rows, gap);
    if (tile.width > best.tileWidth) {
      best = { columns, rows, tileWidth: tile.width, tileHeight: tile.height, perPage };
    }
  }
  return best;
}

function pageSize(width: number, height: number, gap: number): number {
  const columns = columnLimit(width);
  const rows = Math.max(1, Math.min(MAX_ROWS, Math.floor((height + gap) / (MIN_TILE_HEIGHT + gap))));
  return Math.min(PAGE_LIMIT, Math.max(columns * rows, 1));
}

function tileIn(width: number, height: number, columns: number, rows: number, gap: number) {
  const byWidth = (width - gap * (columns - 1)) / columns;
  const byHeight = ((height - gap * (rows - 1)) / rows) * RATIO;
  const tileWidth = Math.max(0, Math.floor(Math.min(byWidth, byHeight)));
  return { width: tileWidth, height: Math.floor(tileWidth / RATIO) };
}

export function pageCount(people: number, perPage: number): number {
  return Math.max(1, Math.ceil(people / Math.max(1, perPage)));
}

/** How many strip tiles fit beside each other; the last place is for "N more" when not all do. */
export function stripPlaces(width: number, tileWidth: number, gap: number, count: number): number {
  const places = Math.max(1, Math.floor((width + gap) / (tileWidth + gap)));
  return count <= places ? count : Math.max(1, places - 1);
}
