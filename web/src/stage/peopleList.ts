import type { Person } from '../session/people';

/** The people whose name contains the query, ourselves first, then by name. */
export function listPeople<P extends Pick<Person, 'name' | 'isSelf'>>(
  people: readonly P[],
  query: string,
  language: string,
): P[] {
  const wanted = fold(query);
  const collator = new Intl.Collator(language, { sensitivity: 'base', numeric: true });
  return people
    .filter((p) => fold(p.name).includes(wanted))
    .sort((a, b) => Number(b.isSelf) - Number(a.isSelf) || collator.compare(a.name, b.name));
}

/** Without case and accents, so that "tomas" finds Tomás. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{Diacritic}/gu, '').toLocaleLowerCase();
}
