import type { TFunction } from 'i18next';

/** Minutes and seconds, with hours in front once there are any. */
export function clockText(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** How long somebody has waited, in the coarse words of a list. */
export function sinceText(t: TFunction, elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  if (seconds < 60) return t('people.seconds', { count: Math.floor(seconds / 10) * 10 || seconds });
  return t('people.minutes', { count: Math.floor(seconds / 60) });
}
