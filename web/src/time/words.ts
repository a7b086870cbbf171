/** Times as this surface says them: relative within the hour, absolute after, the zone with them. */

/** British order of day and month reads the same in both first languages. */
export function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : language;
}

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(localeOf(language), options);
}

const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export function clockOf(language: string, instant: number, zone?: string): string {
  return format(language, { ...CLOCK, timeZone: zone }).format(instant);
}

/** `14:22 WIB`. */
export function clockWithZone(language: string, instant: number, zone?: string): string {
  return format(language, { ...CLOCK, timeZone: zone, timeZoneName: 'short' }).format(instant);
}

/** `Tuesday 24 November`. */
export function dayOf(language: string, instant: number, zone?: string): string {
  return format(language, { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }).format(instant);
}

/** `24 Nov 2026, 14:22`. */
export function momentText(language: string, instant: number, zone?: string): string {
  return format(language, {
    ...CLOCK,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: zone,
  }).format(instant);
}

/** Everything about a moment, for the words that come with the pointer. */
export function fullText(language: string, instant: number): string {
  return format(language, { dateStyle: 'full', timeStyle: 'long' }).format(instant);
}

const HOUR = 3_600_000;

/** `8 minutes ago` within the last or the next hour, otherwise the date. */
export function agoText(language: string, instant: number, now: number): string {
  const distance = instant - now;
  if (Math.abs(distance) >= HOUR) return momentText(language, instant);
  const relative = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto' });
  const minutes = Math.trunc(distance / 60_000);
  return minutes === 0 ? relative.format(0, 'second') : relative.format(minutes, 'minute');
}

/** Minutes until a start, whole, for `in 8 min`; nothing when it is more than an hour away. */
export function minutesUntil(start: number, now: number): number | undefined {
  const minutes = Math.ceil((start - now) / 60_000);
  return minutes > 0 && minutes <= 60 ? minutes : undefined;
}

export type DayPart = 'night' | 'morning' | 'midday' | 'afternoon' | 'evening';

/** Indonesian greets four times a day; languages that need fewer share texts. */
export function dayPart(hour: number): DayPart {
  if (hour < 4) return 'night';
  if (hour < 11) return 'morning';
  if (hour < 15) return 'midday';
  return hour < 18 ? 'afternoon' : 'evening';
}

/** Which day a moment falls on, as this device counts days. */
export function dayKey(instant: number): string {
  const date = new Date(instant);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}
