import { useTranslation } from 'react-i18next';
import type { WaitingPerson } from '../api/room';
import { Avatar } from '../ui/Avatar';
import { Button } from '../ui/Button';
import { useStage } from './context';
import { sinceText } from './clockText';
import { useNow } from '../time/useNow';

const TICK_MS = 10_000;

/** Who asks to come in, the longest first. */
export function WaitingSection({ people, all }: { people: readonly WaitingPerson[]; all: number }) {
  const { t } = useTranslation();
  const { session, ask } = useStage();
  const now = useNow(TICK_MS);
  const { conduct } = session;
  return (
    <section className="people-waiting" aria-labelledby="people-waiting" data-testid="waiting-section">
      <div className="people-section-row">
        <h3 className="people-section" id="people-waiting">
          {t('people.waiting')} <span className="people-section-count numeric">{all}</span>
        </h3>
        {all > 1 && (
          <span className="people-section-acts">
            <Button
              size="s"
              variant="text-danger"
              data-testid="deny-all"
              onPress={() =>
                ask({
                  title: t('confirm.denyAllTitle', { count: all }),
                  body: t('confirm.denyAllBody'),
                  act: t('people.denyAll'),
                  danger: true,
                  onYes: () => void conduct.answerAll('deny'),
                })
              }
            >
              {t('people.denyAll')}
            </Button>
            <Button
              size="s"
              variant="text"
              data-testid="accept-all"
              onPress={() => void conduct.answerAll('admit')}
            >
              {t('people.acceptAll')}
            </Button>
          </span>
        )}
      </div>
      <ul>
        {people.map((person) => (
          <li
            key={person.id}
            className="people-row people-row-waiting"
            data-testid="waiting-person"
            data-name={person.name}
          >
            <Avatar identity={person.id} name={person.name} />
            <span className="people-who">
              <span className="people-name-text">{person.name}</span>
              <span className="people-meta">
                {person.signedIn ? t('people.signedIn') : t('people.unchecked')} ·{' '}
                <span className="numeric">{sinceText(t, now - Date.parse(person.since))}</span>
              </span>
            </span>
            <Button
              size="s"
              variant="text-danger"
              aria-label={t('people.denyName', { name: person.name })}
              data-testid="deny"
              onPress={() => void conduct.answer(person.id, 'deny')}
            >
              {t('people.deny')}
            </Button>
            <Button
              size="s"
              variant="primary"
              aria-label={t('people.acceptName', { name: person.name })}
              data-testid="accept"
              onPress={() => void conduct.answer(person.id, 'admit')}
            >
              {t('people.accept')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
