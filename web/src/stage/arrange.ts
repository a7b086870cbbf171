import type { Prefs } from '../prefs/prefs';
import type { Person } from '../session/people';

export interface Arrangement<P> {
  /** Large; empty when all have the same size. */
  main: P[];
  /** The others, or everybody in a grid. */
  rest: P[];
}

/**
 * Who is large. Own pins go before the host's spotlight, and the spotlight before the speaker. A
 * chosen grid keeps all tiles equal and only puts them first.
 */
export function arrange<P extends Pick<Person, 'identity'>>(
  people: readonly P[],
  layout: Prefs['layout'],
  pins: readonly string[],
  spotlight: string | undefined,
  speaker: string | undefined,
): Arrangement<P> {
  const pinned = people.filter((p) => pins.includes(p.identity));
  const lit = people.filter((p) => p.identity === spotlight);
  const chosen = pinned.length > 0 ? pinned : lit;
  const others = (main: readonly P[]) => people.filter((p) => !main.includes(p));
  if (layout === 'grid' || people.length < 2) return { main: [], rest: [...chosen, ...others(chosen)] };
  if (chosen.length > 0) return { main: [...chosen], rest: others(chosen) };
  if (layout === 'auto') return { main: [], rest: [...people] };
  const speaking = people.filter((p) => p.identity === speaker);
  return { main: speaking, rest: others(speaking) };
}
