import type { Prefs } from '../prefs/prefs';

/** The layout that one more press leads to. */
export const NEXT_LAYOUT: Record<Prefs['layout'], Prefs['layout']> = {
  auto: 'grid',
  grid: 'speaker',
  speaker: 'auto',
};
