/**
 * Who is on which page. People keep their place; somebody who speaks off the first page takes the
 * place of the person there who has been silent longest. So tiles rise to sight without jumping.
 */
export interface Seat {
  identity: string;
  speaking: boolean;
}

export interface Seating {
  order: readonly string[];
  /** When each person was last heard, in ms of the caller's clock. */
  heardAt: Readonly<Record<string, number>>;
}

export const EMPTY_SEATING: Seating = { order: [], heardAt: {} };

/** Somebody who spoke within this time keeps the seat on the first page. */
export const KEEP_SEAT_MS = 8000;

export function seat(
  previous: Seating,
  people: readonly Seat[],
  firstPageSize: number,
  now: number,
): Seating {
  const present = new Set(people.map((p) => p.identity));
  const kept = previous.order.filter((id) => present.has(id));
  const known = new Set(kept);
  const order = [...kept, ...people.map((p) => p.identity).filter((id) => !known.has(id))];

  const heardAt: Record<string, number> = {};
  for (const id of order) {
    const last = previous.heardAt[id];
    if (last !== undefined) heardAt[id] = last;
  }
  for (const person of people) if (person.speaking) heardAt[person.identity] = now;

  for (const person of people) {
    if (person.speaking) raise(order, heardAt, person.identity, firstPageSize, now);
  }
  return { order, heardAt };
}

/** After a rejoin we have a new identity, but keep our old seat. */
export function renameSeat(seating: Seating, before: string, now: string): Seating {
  if (before === now) return seating;
  return { ...seating, order: seating.order.map((id) => (id === before ? now : id)) };
}

function raise(
  order: string[],
  heardAt: Record<string, number>,
  identity: string,
  firstPageSize: number,
  now: number,
): void {
  const from = order.indexOf(identity);
  if (from < firstPageSize) return;
  const to = quietestSeat(order, heardAt, firstPageSize, now);
  const displaced = to === undefined ? undefined : order[to];
  if (to === undefined || displaced === undefined) return;
  order[to] = identity;
  order[from] = displaced;
}

function quietestSeat(
  order: readonly string[],
  heardAt: Record<string, number>,
  firstPageSize: number,
  now: number,
): number | undefined {
  let best: number | undefined;
  let bestHeard = now - KEEP_SEAT_MS;
  // From the back, so that of several silent people the last one gives way.
  for (let i = Math.min(firstPageSize, order.length) - 1; i >= 0; i -= 1) {
    const heard = heardAt[order[i] ?? ''] ?? Number.NEGATIVE_INFINITY;
    if (heard < bestHeard || (best === undefined && heard <= bestHeard)) {
      best = i;
      bestHeard = heard;
    }
  }
  return best;
}
