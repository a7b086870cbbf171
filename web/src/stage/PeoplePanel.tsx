import { Mic, MicOff, Search, Video, VideoOff } from 'lucide-react';
import { useState } from 'react';
import { Input, SearchField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Person } from '../session/people';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { Avatar } from '../ui/Avatar';
import { CopyLink } from '../ui/CopyLink';
import { Panel } from './Panel';
import { listPeople } from './peopleList';
import './people.css';

interface PeoplePanelProps {
  session: MeetingSession;
  onClose: () => void;
}

export function PeoplePanel({ session, onClose }: PeoplePanelProps) {
  const { t, i18n } = useTranslation();
  const { people } = useStore(session.scene);
  const [query, setQuery] = useState('');
  const found = listPeople(people, query, i18n.language);
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
      </SearchField>
      <h3 className="people-section" id="people-list">
        {t('people.list')}
      </h3>
      <ul className="people-list" aria-labelledby="people-list">
        {found.map((person) => (
          <Row key={person.identity} person={person} />
        ))}
        {found.length === 0 && <li className="people-none">{t('people.noMatch')}</li>}
      </ul>
      <footer className="people-foot">
        <CopyLink code={session.code} label={t('people.invite')} variant="outline" wide />
      </footer>
    </Panel>
  );
}

function Row({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <li
      className="people-row"
      data-testid="person"
      data-identity={person.identity}
      data-speaking={person.speaking || undefined}
    >
      <Avatar identity={person.identity} name={person.name} />
      <span className="people-name">
        <span className="people-name-text">{person.name}</span>
        {person.isSelf && <span className="people-tag">{t('common.you')}</span>}
      </span>
      <State on={person.micOn} onName={t('people.micOn')} offName={t('people.micOff')} kind="mic" />
      <State
        on={person.camera !== undefined}
        onName={t('people.camOn')}
        offName={t('people.camOff')}
        kind="cam"
      />
    </li>
  );
}

interface StateProps {
  kind: 'mic' | 'cam';
  on: boolean;
  onName: string;
  offName: string;
}

const ICONS = {
  mic: { on: <Mic aria-hidden />, off: <MicOff aria-hidden /> },
  cam: { on: <Video aria-hidden />, off: <VideoOff aria-hidden /> },
};

function State({ kind, on, onName, offName }: StateProps) {
  return (
    <span className={`people-state people-${kind}`} data-on={on || undefined}>
      {on ? ICONS[kind].on : ICONS[kind].off}
      <span className="visually-hidden">{on ? onName : offName}</span>
    </span>
  );
}
