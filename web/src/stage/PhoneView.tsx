import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Share } from '../session/people';
import { pickMain } from './mainSpeaker';
import { ShareStage } from './ShareView';
import { Tile } from './Tile';
import './views.css';

const PER_PAGE = 4;

interface PhoneViewProps {
  people: readonly Person[];
  share: Share | undefined;
  frozen: boolean;
  onStopShare: () => void;
}

/** One large picture and the others in pages of four, moved by a swipe. */
export function PhoneView({ people, share, frozen, onStopShare }: PhoneViewProps) {
  const { t } = useTranslation();
  const [page, setPage] = useState(0);
  const main = useMain(people);
  const rest = share ? people : people.filter((p) => p !== main);
  const pages = pagesOf(rest);
  return (
    <div className="phone-view">
      <div className="phone-main">
        {share ? (
          <ShareStage share={share} onStop={onStopShare} />
        ) : (
          main && <Tile person={main} frozen={frozen} />
        )}
      </div>
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
        <span>{t('stage.peopleCount', { count: people.length })}</span>
      </div>
    </div>
  );
}

function useMain(people: readonly Person[]): Person | undefined {
  const [previous, setPrevious] = useState<string>();
  const identity = pickMain(previous, people);
  // Remembered while rendering: the choice depends on the one before.
  if (identity !== previous) setPrevious(identity);
  return people.find((p) => p.identity === identity);
}

function pagesOf(people: readonly Person[]): Person[][] {
  const pages: Person[][] = [];
  for (let i = 0; i < people.length; i += PER_PAGE) pages.push(people.slice(i, i + PER_PAGE));
  return pages;
}
