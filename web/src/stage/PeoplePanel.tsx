import { MicOff, Search, X } from 'lucide-react';
import { useState } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useStore } from '../session/store';
import { Button, IconButton } from '../ui/Button';
import { CopyLink } from '../ui/CopyLink';
import { useStage } from './context';
import { HandsSection } from './HandsSection';
import { Panel } from './Panel';
import { listHands, listPeople, matches } from './peopleList';
import { PersonRow } from './PersonRow';
import { useIsHost } from './useRight';
import { WaitingSection } from './WaitingSection';
import './people.css';

export function PeoplePanel({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { session } = useStage();
  const { people } = useStore(session.scene);
  const waiting = useStore(session.conduct.waiting.people);
  const host = useIsHost(session);
  const [query, setQuery] = useState('');
  const found = listPeople(people, query, i18n.language);
  const hands = listHands(people, query);
  const knocking = waiting.filter((p) => matches(p.name, query));
  const nobody = found.length === 0 && knocking.length === 0;
  return (
    <Panel title={t('people.title')} count={people.length} onClose={onClose}>
      <SearchField
        className="people-search"
        aria-label={t('people.search')}
        value={query}
        autoFocus
        onChange={setQuery}
      >
        <Search aria-hidden />
        <Input className="field-input" placeholder={t('people.search')} data-testid="people-search" />
        {query !== '' && (
          <IconButton label={t('people.clearSearch')} slot={null} onPress={() => setQuery('')}>
            <X aria-hidden />
          </IconButton>
        )}
      </SearchField>
      <div className="people-scroll">
        {host && knocking.length > 0 && <WaitingSection people={knocking} all={waiting.length} />}
        {hands.length > 0 && <HandsSection people={hands} host={host} />}
        <section aria-labelledby="people-list">
          <h3 className="people-section" id="people-list">
            {t('people.list')} <span className="people-section-count numeric">{people.length}</span>
          </h3>
          <ul className="people-list" aria-labelledby="people-list">
            {found.map((person) => (
              <PersonRow key={person.identity} person={person} />
            ))}
          </ul>
          {nobody && (
            <p className="people-none" role="status">
              {t('people.noMatch')}
            </p>
          )}
        </section>
      </div>
      <footer className="people-foot">
        <CopyLink code={session.code} label={t('people.invite')} variant="outline" wide />
        {host && <MuteAll />}
      </footer>
    </Panel>
  );
}

function MuteAll() {
  const { t } = useTranslation();
  const { session, ask } = useStage();
  const { people } = useStore(session.scene);
  const { rights } = useStore(session.conduct.state);
  const touched = people.filter((p) => !p.isSelf && p.micOn).length;
  return (
    <Button
      variant="outline"
      wide
      data-testid="mute-all"
      onPress={() =>
        ask({
          title: t('confirm.muteAllTitle', { count: touched }),
          body: rights.unmute ? t('confirm.muteAllBody') : t('confirm.muteAllBodyLocked'),
          act: t('people.muteAll'),
          onYes: () => void session.conduct.act('mute-all'),
        })
      }
    >
      <MicOff aria-hidden />
      {t('people.muteAll')}
    </Button>
  );
}
