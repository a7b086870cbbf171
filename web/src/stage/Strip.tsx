import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Person } from '../session/people';
import { Avatar } from '../ui/Avatar';
import { TILE_GAP } from './TileGrid';
import { stripPlaces } from './layout';
import { Tile } from './Tile';
import { useSize } from './useSize';

/** Width of a strip tile; the style sheet draws it from the token of the same value. */
const STRIP_TILE = 200;
const FACES = 3;

interface StripProps {
  people: readonly Person[];
  frozen: boolean;
  onMore: () => void;
  onPlaces: (places: number) => void;
}

export function Strip({ people, frozen, onMore, onPlaces }: StripProps) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const { width } = useSize(host);
  const places = stripPlaces(width, STRIP_TILE, TILE_GAP, people.length);
  const rest = people.slice(places);

  useEffect(() => onPlaces(places), [places, onPlaces]);

  return (
    <div className="strip" ref={host}>
      {people.slice(0, places).map((person) => (
        <div key={person.identity} className="strip-cell">
          <Tile person={person} frozen={frozen} small />
        </div>
      ))}
      {rest.length > 0 && (
        <div className="strip-cell">
          <AriaButton className="strip-more" onPress={onMore}>
            <span className="strip-more-faces">
              {rest.slice(0, FACES).map((p) => (
                <Avatar key={p.identity} identity={p.identity} name={p.name} />
              ))}
            </span>
            {t('stage.more', { count: rest.length })}
          </AriaButton>
        </div>
      )}
    </div>
  );
}
