import { Mic, MicOff, SignalLow, Star, Video, VideoOff } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Person } from '../session/people';
import { useStore } from '../session/store';
import { Avatar } from '../ui/Avatar';
import { useStage } from './context';
import { PersonMenu } from './PersonMenu';

export function PersonRow({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { session } = useStage();
  const { spotlight } = useStore(session.conduct.state);
  const tag = tagOf(t, person);
  return (
    <li
      className="people-row"
      data-testid="person"
      data-identity={person.identity}
      data-name={person.name}
      data-role={person.role}
      data-speaking={person.speaking || undefined}
    >
      <Avatar identity={person.identity} name={person.name} />
      <span className="people-name">
        <span className="people-name-text">{person.name}</span>
        {tag && <span className="people-tag">{tag}</span>}
      </span>
      {spotlight === person.identity && (
        <State kind="spot" on onName={t('people.spotlit')} offName="" />
      )}
      {person.weak && <State kind="weak" on onName={t('stage.weak')} offName="" />}
      <State kind="mic" on={person.micOn} onName={t('people.micOn')} offName={t('people.micOff')} />
      <State
        kind="cam"
        on={person.camera !== undefined}
        onName={t('people.camOn')}
        offName={t('people.camOff')}
      />
      <PersonMenu person={person} className="people-menu" />
    </li>
  );
}

/** What is to be known about somebody beside the name: you, the role, or that nobody checked it. */
function tagOf(t: TFunction, { isSelf, role, signedIn }: Person): string {
  const role_ = {
    HOST: t('people.host'),
    CO_HOST: t('people.coHost'),
    PARTICIPANT: '',
    GUEST: signedIn ? '' : t('people.guest'),
  }[role];
  return [isSelf ? t('people.you') : '', role_].filter(Boolean).join(' · ');
}

interface StateProps {
  kind: keyof typeof ICONS;
  on: boolean;
  onName: string;
  offName: string;
}

const ICONS = {
  mic: { on: <Mic aria-hidden />, off: <MicOff aria-hidden /> },
  cam: { on: <Video aria-hidden />, off: <VideoOff aria-hidden /> },
  weak: { on: <SignalLow aria-hidden />, off: null },
  spot: { on: <Star aria-hidden />, off: null },
};

function State({ kind, on, onName, offName }: StateProps) {
  return (
    <span className={`people-state people-${kind}`} data-on={on || undefined}>
      {on ? ICONS[kind].on : ICONS[kind].off}
      <span className="visually-hidden">{on ? onName : offName}</span>
    </span>
  );
}
