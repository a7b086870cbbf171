import { useEffect, useRef } from 'react';
import { getPrefs, setPrefs } from '../prefs/prefs';
import { REACTIONS } from '../session/reactions';
import type { MeetingSession } from '../session/session';
import { toggleHand } from './HandButton';
import { NEXT_LAYOUT } from './layoutOrder';
import type { PanelName } from './Stage';

interface StageActs {
  help: () => void;
  panel: (panel: PanelName) => void;
  turnPage: (by: number) => void;
}

type Act = (session: MeetingSession, acts: StageActs) => void;

/** With Ctrl or ⌘, so that they work while somebody types. */
const WITH_MODIFIER: Readonly<Record<string, Act>> = {
  d: (session) => toggleMic(session),
  e: (session) => toggleCam(session),
};

/** One key alone: quick, but in the way of speech input, so they can be switched off. */
const SINGLE: Readonly<Record<string, Act>> = {
  '?': (_, acts) => acts.help(),
  h: (session) => toggleHand(session),
  c: (_, acts) => acts.panel('chat'),
  p: (_, acts) => acts.panel('people'),
  o: (_, acts) => acts.panel('host'),
  l: () => setPrefs({ layout: NEXT_LAYOUT[getPrefs().layout] }),
  pageup: (_, acts) => acts.turnPage(-1),
  pagedown: (_, acts) => acts.turnPage(1),
};

export function useShortcuts(session: MeetingSession, acts: StageActs): void {
  const current = useRef(acts);
  current.current = acts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!getPrefs().shortcuts || event.altKey || event.repeat || event.defaultPrevented) return;
      const act = actOf(session, event);
      if (!act) return;
      event.preventDefault();
      act(session, current.current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [session]);
}

function actOf(session: MeetingSession, event: KeyboardEvent): Act | undefined {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? undefined : WITH_MODIFIER[key];
  if (!getPrefs().singleKeys || isTaken(event.target)) return undefined;
  const sign = REACTIONS[Number(key) - 1];
  if (sign) return () => session.conduct.may('reactions') && session.reactions.send(sign, Date.now());
  return SINGLE[key];
}

/** A microphone that may not be turned on stays off, whichever way it is asked for. */
export function toggleMic(session: MeetingSession): void {
  const { micOn } = session.media.state.get();
  if (micOn || session.conduct.may('unmute')) void session.media.setMic(!micOn);
}

export function toggleCam(session: MeetingSession): void {
  const { camOn } = session.media.state.get();
  if (camOn || session.conduct.may('video')) void session.media.setCam(!camOn);
}

/** Where a letter means something else: fields, and lists or menus that jump to what is typed. */
function isTaken(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role="menu"], [role="listbox"], [role="dialog"]') !== null)
  );
}

/** ⌘ on Apple's keyboards, Ctrl elsewhere. */
export function modifierKey(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
