import type { Problem } from '../../api/client';

/** Why somebody doesn't get in; each is a page of its own that says what to do next. */
export type Refusal = 'denied' | 'expired' | 'stopped' | 'locked' | 'removed' | 'ended' | 'full';

const PAGES: Readonly<Record<string, Refusal>> = {
  'meeting-locked': 'locked',
  removed: 'removed',
  'meeting-ended': 'ended',
  'meeting-full': 'full',
};

/** The page for a refused join, or undefined when the form itself shows what is wrong. */
export function refusalPageOf({ code }: Problem): Refusal | undefined {
  return code === undefined ? undefined : PAGES[code];
}

export function fieldOf({ code, field }: Problem): 'name' | 'passcode' {
  return field === 'passcode' || code?.startsWith('passcode-') ? 'passcode' : 'name';
}

/** What stays of the time to answer, as a share from 0 to 1. */
export function elapsedShare(askedAt: number, expiresAt: number, now: number): number {
  const total = expiresAt - askedAt;
  if (total <= 0) return 1;
  return Math.min(1, Math.max(0, (now - askedAt) / total));
}
