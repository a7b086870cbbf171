import type { PersonAct, Role } from '../api/room';
import { isHost } from '../session/roomState';
import type { Person } from '../session/people';

export type PersonMenuAct = PersonAct | 'pin' | 'unpin' | 'spotlight' | 'unspotlight';

/** What the menu of a person offers to somebody with this role, in the order of the menu. */
export function personActs(
  person: Pick<Person, 'isSelf' | 'role' | 'micOn' | 'camera' | 'handAt'>,
  role: Role,
  { pinned, spotlit }: { pinned: boolean; spotlit: boolean },
): PersonMenuAct[] {
  const host = isHost(role);
  const over = host && !person.isSelf;
  // A host outranks co-hosts: they can quieten one, but neither demote nor send one away.
  const outranks = over && (role === 'HOST' || person.role !== 'HOST');
  const acts: (PersonMenuAct | false)[] = [
    over && (person.micOn ? 'mute' : 'ask-unmute'),
    over && person.camera !== undefined && 'stop-video',
    (host || person.isSelf) && person.handAt !== undefined && 'lower-hand',
    pinned ? 'unpin' : 'pin',
    host && (spotlit ? 'unspotlight' : 'spotlight'),
    outranks && !isHost(person.role) && 'make-co-host',
    outranks && person.role === 'CO_HOST' && 'make-participant',
    outranks && 'to-waiting',
    outranks && 'remove',
  ];
  return acts.filter((act) => act !== false);
}
