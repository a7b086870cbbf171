import { useSyncExternalStore } from 'react';
import { getMe, type Me } from '../api/account';
import type { Problem } from '../api/client';
import { getPrefs, setPrefs } from '../prefs/prefs';

/** What is known about the person in front of the screen. */
export type MeState =
  | { kind: 'loading' }
  | { kind: 'known'; me: Me }
  /** The server gave no answer to it; pages go on as for a stranger and let the server decide. */
  | { kind: 'failed'; problem: Problem };

let state: MeState = { kind: 'loading' };
let asked = false;
const listeners = new Set<() => void>();

function put(next: MeState): void {
  proposeName(state, next);
  state = next;
  for (const listener of listeners) listener();
}

const nameOf = (known: MeState) => (known.kind === 'known' ? known.me.person?.name : undefined);

/** Before a meeting the account's name is proposed, and forgotten with signing out. */
function proposeName(before: MeState, after: MeState): void {
  const proposed = getPrefs().name;
  const name = nameOf(after);
  if (name !== undefined && (proposed === '' || proposed === nameOf(before))) setPrefs({ name });
  else if (name === undefined && after.kind === 'known' && proposed !== '' && proposed === nameOf(before)) {
    setPrefs({ name: '' });
  }
}

/** Takes over what the server said while signing in, changing or leaving. */
export function setMe(me: Me): void {
  asked = true;
  put({ kind: 'known', me });
}

export async function loadMe(): Promise<void> {
  asked = true;
  const answer = await getMe();
  put(answer.ok ? { kind: 'known', me: answer.value } : { kind: 'failed', problem: answer.problem });
}

export function useMe(): MeState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      if (!asked) void loadMe();
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** The signed-in person, if it is known that there is one. */
export function usePerson() {
  const me = useMe();
  return me.kind === 'known' && me.me.signedIn ? me.me.person : undefined;
}
