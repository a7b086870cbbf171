import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../session/people';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/Button';
import { clockText } from './clockText';
import { useStage } from './context';
import { useNow } from '../time/useNow';

/** Raised hands in their order, with the time since each went up. */
export function HandsSection({ people, host }: { people: readonly Person[]; host: boolean }) {
  const { t } = useTranslation();
  const { session } = useStage();
  const now = useNow(1000);
  return (
    <section aria-labelledby="people-hands" data-testid="hands-section">
      <div className="people-section-row">
        <h3 className="people-section" id="people-hands">
          {t('people.hands')} <span className="people-section-count numeric">{people.length}</span>
        </h3>
        {host && (
          <span className="people-section-acts">
            <Button
              size="s"
              variant="text"
              data-testid="lower-all"
              onPress={() => void session.conduct.act('lower-hands')}
            >
              {t('people.lowerAll')}
            </Button>
          </span>
        )}
      </div>
      <ul>
        {people.map((person) => (
          <li
            key={person.identity}
            className="people-row"
            data-testid="hand-row"
            data-name={person.name}
          >
            <Avatar identity={person.identity} name={person.name} />
            <span className="people-name">
              <span className="people-name-text">{person.name}</span>
            </span>
            <span className="people-meta numeric">{clockText(now - (person.handAt ?? now))}</span>
            <span className="hand-pill">
              <Hand aria-hidden />
              <span className="visually-hidden">{t('people.handNumber', { number: person.hand })}</span>
              <span aria-hidden>{person.hand}</span>
            </span>
            {(host || person.isSelf) && (
              <Button
                size="s"
                aria-label={t('people.lowerName', { name: person.name })}
                data-testid="lower-hand"
                onPress={() =>
                  void (person.isSelf
                    ? session.conduct.hand(false)
                    : session.conduct.person(person.identity, 'lower-hand'))
                }
              >
                {t('people.lower')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
