import {
  Ban,
  EllipsisVertical,
  Hand,
  Hourglass,
  Mic,
  MicOff,
  Pin,
  PinOff,
  Shield,
  ShieldOff,
  Star,
  StarOff,
  VideoOff,
} from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Role } from '../api/room';
import { isHost, type RoomState } from '../session/roomState';
import type { Person } from '../session/people';
import { useStore } from '../session/store';
import { IconButton } from '../ui/Button';
import { ChoiceMenu, type MenuEntry } from '../ui/Menu';
import { type Question, useStage } from './context';
import { personActs, type PersonMenuAct } from './personActs';

interface PersonMenuProps {
  person: Person;
  className?: string;
  /** Beside a panel, or over a tile. */
  placement?: 'start top' | 'top end';
}

/** What may be done for or with one person; the server decides again. */
export function PersonMenu({ person, className, placement = 'start top' }: PersonMenuProps) {
  const { t } = useTranslation();
  const { session, ask } = useStage();
  const role = useStore(session.conduct.role);
  const room = useStore(session.conduct.state);
  const pins = useStore(session.pins);
  const pinned = pins.includes(person.identity);
  const spotlit = room.spotlight === person.identity;
  const acts = personActs(person, role, { pinned, spotlit });
  const entry = (act: PersonMenuAct): MenuEntry => ({
    id: act,
    label: words(t, act),
    icon: ICONS[act],
    testId: `act-${act}`,
    danger: act === 'remove',
  });
  const run = (id: string) => {
    const act = id as PersonMenuAct;
    const question = questionOf(t, act, person, room, () => perform(act));
    if (question) ask(question);
    else perform(act);
  };
  const perform = (act: PersonMenuAct) => {
    const { conduct } = session;
    if (act === 'pin' || act === 'unpin') session.togglePin(person.identity);
    else if (act === 'spotlight') void conduct.spotlight(person.identity);
    else if (act === 'unspotlight') void conduct.spotlight(null);
    else if (act === 'lower-hand' && person.isSelf) void conduct.hand(false);
    else void conduct.person(person.identity, act);
  };
  const gentle = acts.filter((a) => a !== 'remove' && a !== 'to-waiting').map(entry);
  const severe = acts.filter((a) => a === 'remove' || a === 'to-waiting').map(entry);
  return (
    <ChoiceMenu
      label={t('people.menu', { name: person.name })}
      placement={placement}
      sections={[
        { title: person.name, items: gentle, onChoose: run },
        { items: severe, onChoose: run },
      ]}
    >
      <IconButton
        label={t('people.menu', { name: person.name })}
        className={className}
        data-testid="person-menu"
        data-role={isHost(role) ? 'host' : undefined}
      >
        <EllipsisVertical aria-hidden />
      </IconButton>
    </ChoiceMenu>
  );
}

const ICONS: Record<PersonMenuAct, React.ReactElement> = {
  mute: <MicOff />,
  'ask-unmute': <Mic />,
  'stop-video': <VideoOff />,
  'lower-hand': <Hand />,
  pin: <Pin />,
  unpin: <PinOff />,
  spotlight: <Star />,
  unspotlight: <StarOff />,
  'make-co-host': <Shield />,
  'make-participant': <ShieldOff />,
  'to-waiting': <Hourglass />,
  remove: <Ban />,
};

function words(t: TFunction, act: PersonMenuAct): string {
  const all: Record<PersonMenuAct, string> = {
    mute: t('personAct.mute'),
    'ask-unmute': t('personAct.askUnmute'),
    'stop-video': t('personAct.stopVideo'),
    'lower-hand': t('personAct.lowerHand'),
    pin: t('personAct.pin'),
    unpin: t('personAct.unpin'),
    spotlight: t('personAct.spotlight'),
    unspotlight: t('personAct.unspotlight'),
    'make-co-host': t('personAct.makeCoHost'),
    'make-participant': t('personAct.makeParticipant'),
    'to-waiting': t('personAct.toWaiting'),
    remove: t('personAct.remove'),
  };
  return all[act];
}

/** Acts that take something from somebody are asked about first. */
function questionOf(
  t: TFunction,
  act: PersonMenuAct,
  { name }: { name: string; role: Role },
  room: RoomState,
  onYes: () => void,
): Question | undefined {
  switch (act) {
    case 'mute':
      return {
        title: t('confirm.muteTitle', { name }),
        body: room.rights.unmute ? t('confirm.muteBody') : t('confirm.muteBodyLocked'),
        act: t('personAct.mute'),
        onYes,
      };
    case 'to-waiting':
      return {
        title: t('confirm.waitingTitle', { name }),
        body: t('confirm.waitingBody'),
        act: t('personAct.toWaiting'),
        onYes,
      };
    case 'remove':
      return {
        title: t('confirm.removeTitle', { name }),
        body: t('confirm.removeBody'),
        act: t('confirm.removeAct'),
        danger: true,
        onYes,
      };
    default:
      return undefined;
  }
}
