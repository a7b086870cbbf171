import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Share } from '../session/people';
import { ShareStage } from './ShareView';
import { Tile } from './Tile';
import './views.css';

const PER_PAGE = 4;
/** Without a large picture a page of equal tiles has room for this many. */
const GRID_PER_PAGE = 8;

interface PhoneViewProps {
  /** Large; empty in a grid. */
  main: readonly Person[];
  people: readonly Person[];
  share: Share | undefined;
  frozen: boolean;
  onStopShare: () => void;
}

/** One large picture and the others in pages of four, moved by a swipe. */
export function PhoneView({ main, people, share, frozen, onStopShare }: PhoneViewProps) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  // Alone there is nothing to make a grid of.
  const alone = main.length === 0 && people.length === 1;
  const large = alone ? people[0] : main[0];
  const grid = !share && large === undefined;
  const rest = share ? [...main, ...people] : [...main.slice(1), ...people].filter((p) => p !== large);
  const pages = pagesOf(rest, grid ? GRID_PER_PAGE : PER_PAGE);
  return (
    <div className="phone-view" data-grid={grid || undefined}>
      {!grid && (
        <div className="phone-main">
          {share ? (
            <ShareStage share={share} onStop={onStopShare} />
          ) : (
            large && <Tile person={large} frozen={frozen} />
          )}
        </div>
      )}
      {pages.length > 0 && (
        <div
          className="phone-strip"
          tabIndex={pages.length > 1 ? 0 : undefined}
          role="group"
          aria-label={t('stage.tiles')}
          onScroll={(event) => {
            const { scrollLeft, clientWidth } = event.currentTarget;
            setPage(Math.round(Math.abs(scrollLeft) / Math.max(1, clientWidth)));
          }}
        >
          {pages.map((some, index) => (
            <div key={index} className="phone-page">
              {some.map((person) => (
                <div key={person.identity} className="phone-cell">
                  <Tile person={person} frozen={frozen} small />
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
      <div className="phone-foot">
        {pages.length > 1 && (
          <span className="dots" aria-hidden>
            {pages.map((_, index) => (
              <span key={index} className="dot" data-on={index === page || undefined} />
            ))}
          </span>
        )}
        <span>{t('stage.peopleCount', { count: main.length + people.length })}</span>
      </div>
    </div>
  );
}

function pagesOf(people: readonly Person[], perPage: number): Person[][] {
  const pages: Person[][] = [];
  for (let i = 0; i < people.length; i += perPage) pages.push(people.slice(i, i + perPage));
  return pages;
}
