export type NameProblem = 'empty' | 'long' | 'control';

export const NAME_LIMIT = 100;

// Control characters, line breaks and the marks that reorder text (bidi embeddings, overrides
// and isolates): a name with them can pretend to be another one.
const FORBIDDEN = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** What is wrong with a name, the same rules as the server's. */
export function nameProblem(name: string): NameProblem | undefined {
  const trimmed = name.trim();
  if (FORBIDDEN.test(name)) return 'control';
  if (trimmed === '') return 'empty';
  if ([...trimmed].length > NAME_LIMIT) return 'long';
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
