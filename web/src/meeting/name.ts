export type NameProblem = 'empty' | 'long' | 'control';

export const NAME_LIMIT = 100;

// Control characters, line breaks, private characters and the marks that reorder text: a name with
// them can pretend to be another one. Unassigned characters are left to the server, which may know
// a newer Unicode than this browser or an older one.
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Bidi_Control}]/u;
const VISIBLE = /[^\p{Cf}\p{Z}]/u;

/** What is wrong with a name, the same rules as the server's. */
export function nameProblem(name: string): NameProblem | undefined {
  const usual = name.trim().normalize('NFC');
  if (FORBIDDEN.test(usual)) return 'control';
  if (!VISIBLE.test(usual)) return 'empty';
  if ([...usual].length > NAME_LIMIT) return 'long';
  return undefined;
}

const AVATAR_HUES = 8;

/** One letter for the avatar: the first whole character, so that emoji and scripts stay intact. */
export function initialOf(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return '·';
  const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(trimmed);
  for (const { segment } of segments) return segment.toLocaleUpperCase();
  return '·';
}

/** The same person gets the same hue in every view. */
export function hueOf(identity: string): number {
  let hash = 0;
  for (const char of identity) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return hash % AVATAR_HUES;
}
