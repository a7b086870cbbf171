/** Keys of meetings that this browser started as a guest, newest last. */
type Kept = [code: string, key: string][];

const STORE = 'rapat.hostKeys';
const LIMIT = 50;

function load(): Kept {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORE) ?? '[]');
    return Array.isArray(value) ? (value.filter(isPair) as Kept) : [];
  } catch {
    // No storage, or somebody else's text in it: then this browser is no host.
    return [];
  }
}

function isPair(entry: unknown): boolean {
  return Array.isArray(entry) && entry.length === 2 && entry.every((v) => typeof v === 'string');
}

/** Who started a meeting without an account is its host in this browser. */
export function rememberHostKey(code: string, key: string | undefined): void {
  if (!key) return;
  const kept = [...load().filter(([known]) => known !== code), [code, key]].slice(-LIMIT);
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    // See load().
  }
}

export function hostKeyOf(code: string): string | undefined {
  return load().find(([known]) => known === code)?.[1];
}

const TOKEN_STORE = 'rapat.token.';

/** The last participant token of this tab: with it a rejoin keeps identity and admission. */
export function rememberToken(code: string, token: string): void {
  try {
    sessionStorage.setItem(TOKEN_STORE + code, token);
  } catch {
    // Without storage a reload asks again, nothing more.
  }
}

export function tokenOf(code: string): string | undefined {
  try {
    return sessionStorage.getItem(TOKEN_STORE + code) ?? undefined;
  } catch {
    return undefined;
  }
}
