export type EmailProblem = 'empty' | 'shape' | 'long';
export type PasswordProblem = 'empty' | 'short' | 'long';

export const EMAIL_LIMIT = 254;
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 128;

// No rule of ours decides what an address is: the mail that arrives does. This catches slips only.
const EMAIL = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\.]+(\.[^\s@<>,;:"()[\]\\.]+)*$/;

export function emailProblem(text: string): EmailProblem | undefined {
  const email = text.trim();
  if (email === '') return 'empty';
  if (email.length > EMAIL_LIMIT) return 'long';
  return EMAIL.test(email) ? undefined : 'shape';
}

/** For new passwords only: an old one is whatever it is. */
export function passwordProblem(password: string): PasswordProblem | undefined {
  if (password === '') return 'empty';
  const characters = [...password].length;
  if (characters < PASSWORD_MIN) return 'short';
  return characters > PASSWORD_MAX ? 'long' : undefined;
}

/**
 * Where to go after signing in: a path of this server only. A link of somebody else must not lead
 * away from it.
 */
export function safeReturn(wanted: string | null): string {
  if (!wanted || !wanted.startsWith('/') || /^\/[/\\]/.test(wanted)) return '/';
  if (/[\u0000-\u001f\\]/.test(wanted)) return '/';
  const url = new URL(wanted, 'https://here.invalid');
  return url.origin === 'https://here.invalid' && !url.pathname.startsWith('//')
    ? url.pathname + url.search + url.hash
    : '/';
}

/** The one-time token of a link, from its path or from its fragment, which no server log keeps. */
export function tokenOf(path: string | undefined, hash: string): string {
  const raw = path || hash.replace(/^#/, '').replace(/^token=/, '');
  try {
    return decodeURIComponent(raw).trim();
  } catch {
    return '';
  }
}
