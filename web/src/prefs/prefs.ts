import { useSyncExternalStore } from 'react';

/** What this browser remembers between meetings. Nothing of it leaves the device by itself. */
export interface Prefs {
  name: string;
  language: 'auto' | 'en' | 'id';
  theme: 'auto' | 'light' | 'dark';
  micOn: boolean;
  camOn: boolean;
  micId: string;
  camId: string;
  speakerId: string;
  hideSelf: boolean;
  mirror: boolean;
  singleKeys: boolean;
  /** Whether the call answers to any shortcut at all. */
  shortcuts: boolean;
  layout: 'auto' | 'grid' | 'speaker';
  /** A short sound when somebody wants to join or raises a hand. */
  sounds: boolean;
}

const KEY = 'rapat.prefs';

export const DEFAULT_PREFS: Prefs = {
  name: '',
  language: 'auto',
  theme: 'auto',
  micOn: true,
  camOn: true,
  micId: '',
  camId: '',
  speakerId: '',
  hideSelf: false,
  mirror: true,
  singleKeys: true,
  shortcuts: true,
  layout: 'auto',
  sounds: true,
};

/** Stored text back to preferences; a field of the wrong type falls back alone. */
export function parsePrefs(stored: string | null): Prefs {
  const prefs: Prefs = { ...DEFAULT_PREFS };
  if (!stored) return prefs;
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== 'object' || value === null) return prefs;
    const known = Object.entries(value).filter(
      ([key, v]) => key in prefs && typeof v === typeof prefs[key as keyof Prefs],
    );
    return { ...prefs, ...Object.fromEntries(known) };
  } catch {
    return prefs;
  }
}

function load(): Prefs {
  try {
    return parsePrefs(localStorage.getItem(KEY));
  } catch {
    // Storage is refused in some private windows: the session then forgets, nothing more.
    return { ...DEFAULT_PREFS };
  }
}

let current: Prefs | undefined;
const listeners = new Set<() => void>();

export function getPrefs(): Prefs {
  current ??= load();
  return current;
}

export function setPrefs(change: Partial<Prefs>): void {
  current = { ...getPrefs(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // See load().
  }
  for (const listener of listeners) listener();
}

export function onPrefs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePrefs(): Prefs {
  return useSyncExternalStore(onPrefs, getPrefs);
}

/** Puts the chosen scheme on the root element. */
export function applyTheme(): void {
  const { theme } = getPrefs();
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
