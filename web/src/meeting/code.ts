/** Letters and digits that the server gives out in codes; anything else separates. */
const GROUP = /[a-z0-9]+/g;
const SHAPE = /^[a-z0-9]{6,32}$/;

/**
 * The code in what a person typed or pasted: a full link, a path, or a code with or without
 * hyphens, in any case. A code without hyphens gets them where the server puts them; other lengths
 * stay as they are and the server decides.
 */
export function parseMeetingCode(input: string): string | undefined {
  const text = input.trim();
  if (text === '') return undefined;

  const fromPath = codeInPath(text);
  const raw = (fromPath ?? text).toLowerCase();
  if (fromPath === undefined && /[/:]/.test(raw)) return undefined;
  if (/[^a-z0-9\s\-–—_.]/.test(raw)) return undefined;

  const groups = raw.match(GROUP) ?? [];
  const joined = groups.join('');
  if (!SHAPE.test(joined)) return undefined;
  return FIRST_GROUPS[joined.length] || groups.length === 1 ? hyphenate(joined) : groups.join('-');
}

function codeInPath(text: string): string | undefined {
  const match = /(?:^|\/)m\/([^/?#\s]+)/i.exec(text);
  if (!match?.[1]) return undefined;
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return undefined;
  }
}

/** Where the hyphens go in codes of ten and of eleven letters. */
const FIRST_GROUPS: Record<number, number> = { 10: 3, 11: 4 };

function hyphenate(letters: string): string {
  const first = FIRST_GROUPS[letters.length];
  if (first === undefined) return letters;
  return [letters.slice(0, first), letters.slice(first, first + 4), letters.slice(first + 4)].join('-');
}

export function meetingPath(code: string): string {
  return `/m/${encodeURIComponent(code)}`;
}

export function meetingLink(code: string, origin: string): string {
  return origin + meetingPath(code);
}
