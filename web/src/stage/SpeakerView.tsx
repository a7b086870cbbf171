import { useRef } from 'react';
import type { Person } from '../session/people';
import { computeGrid } from './layout';
import { Strip } from './Strip';
import { TILE_GAP, TileGrid } from './TileGrid';
import { useSize } from './useSize';
import './views.css';

interface SpeakerViewProps {
  main: readonly Person[];
  rest: readonly Person[];
  frozen: boolean;
  onMore: () => void;
  onPlaces: (places: number) => void;
}

/** One large picture, or a few that somebody chose, and the others in a strip above. */
export function SpeakerView({ main, rest, frozen, onMore, onPlaces }: SpeakerViewProps) {
  return (
    <div className="share-view" data-testid="speaker-view">
      {rest.length > 0 && <Strip people={rest} frozen={frozen} onMore={onMore} onPlaces={onPlaces} />}
      <Large people={main} frozen={frozen} />
    </div>
  );
}

function Large({ people, frozen }: { people: readonly Person[]; frozen: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(host);
  const grid = computeGrid(width, height, people.length, TILE_GAP);
  return (
    <div className="grid-host speaker-large" ref={host}>
      {width > 0 && <TileGrid people={people} grid={grid} frozen={frozen} />}
    </div>
  );
}
