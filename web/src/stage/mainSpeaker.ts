interface Candidate {
  identity: string;
  isSelf: boolean;
  speaking: boolean;
}

/**
 * Who is large when there is room for one: the person who speaks, and after that the same person
 * until somebody else does. Ourselves only when nobody else is here.
 */
export function pickMain(previous: string | undefined, people: readonly Candidate[]) {
  const others = people.filter((p) => !p.isSelf);
  const before = others.find((p) => p.identity === previous);
  if (before?.speaking) return before.identity;
  const speaker = others.find((p) => p.speaking);
  return (speaker ?? before ?? others[0] ?? people[0])?.identity;
}
