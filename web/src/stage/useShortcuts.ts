import { useEffect, useRef } from 'react';
import { getPrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';

export function useShortcuts(session: MeetingSession, onHelp: () => void): void {
  const help = useRef(onHelp);
  help.current = onHelp;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.altKey || event.repeat) return;
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey) {
        const act = { d: toggleMic, e: toggleCam }[event.key.toLowerCase()];
        if (!act) return;
        event.preventDefault();
        act(session);
      } else if (event.key === '?' && getPrefs().singleKeys && !isTyping(event.target)) {
        event.preventDefault();
        help.current();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [session]);
}

export function toggleMic(session: MeetingSession): void {
  void session.media.setMic(!session.media.state.get().micOn);
}

export function toggleCam(session: MeetingSession): void {
  void session.media.setCam(!session.media.state.get().camOn);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select') !== null)
  );
}

/** ⌘ on Apple's keyboards, Ctrl elsewhere. */
export function modifierKey(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl';
}
