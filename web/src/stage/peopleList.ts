import type { Role } from '../api/room';
import type { Person } from '../session/people';

const RANK: Record<Role, number> = { HOST: 0, CO_HOST: 1, PARTICIPANT: 2, GUEST: 2 };

/** The people whose name contains the query: ourselves first, then by role, then by name. */
export function listPeople<P extends Pick<Person, 'name' | 'isSelf' | 'role'>>(
  people: readonly P[],
  query: string,
  language: string,
): P[] {
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  return people
    .filter((p) => matches(p.name, query))
    .sort(
      (a, b) =>
        Number(b.isSelf) - Number(a.isSelf) ||
        RANK[a.role] - RANK[b.role] ||
        collator.compare(a.name, b.name),
    );
}

/** Those with a raised hand, in the order in which the hands went up. */
export function listHands<P extends Pick<Person, 'name' | 'hand'>>(
  people: readonly P[],
  query: string,
): P[] {
  return people
    .filter((p) => p.hand !== undefined && matches(p.name, query))
    .sort((a, b) => (a.hand ?? 0) - (b.hand ?? 0));
}

export function matches(name: string, query: string): boolean {
  return fold(name).includes(fold(query));
}

/** Without case and accents, so that "tomas" finds Tomás. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{Diacritic}/gu, '').toLocaleLowerCase();
}
