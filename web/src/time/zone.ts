/** Wall-clock time of a zone to a point in time and back, with nothing but the browser's own tables. */

const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock on the wall shows, as if it were UTC, in milliseconds. */
function wallClock(instant: number, zone: string): number {
  const parts = Object.fromEntries(partsFormat(zone).formatToParts(instant).map((p) => [p.type, p.value]));
  return Date.UTC(
    Number(parts.year),
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  );
}

export type Moment =
  | { kind: 'once'; instant: number }
  /** Clocks went back: the earlier one counts. */
  | { kind: 'twice'; instant: number }
  /** Clocks went forward over it. */
  | { kind: 'never' }
  | { kind: 'malformed' };

/** The point in time at which a zone's clocks show a date (`2026-11-24`) and a time (`14:30`). */
export function momentOf(date: string, time: string, zone: string): Moment {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d$/.test(time) || Number.isNaN(wanted)) {
    return { kind: 'malformed' };
  }
  const day = 86_400_000;
  const offsets = new Set([-day, 0, day].map((near) => wallClock(wanted + near, zone) - (wanted + near)));
  const found = [...offsets]
    .map((offset) => wanted - offset)
    .filter((instant) => wallClock(instant, zone) === wanted)
    .sort((a, b) => a - b);
  const first = found[0];
  if (first === undefined) return { kind: 'never' };
  return { kind: found.length > 1 ? 'twice' : 'once', instant: first };
}

/** Date and time of a point in time as a zone's clocks show it, for the fields of a form. */
export function wallOf(instant: number, zone: string): { date: string; time: string } {
  const text = new Date(wallClock(instant, zone)).toISOString();
  return { date: text.slice(0, 10), time: text.slice(11, 16) };
}

export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** `UTC+7`, `UTC−3:30`. */
export function offsetText(instant: number, zone: string): string {
  const minutes = Math.round((wallClock(instant, zone) - Math.floor(instant / 1000) * 1000) / 60_000);
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 === 0 ? '' : `:${String(size % 60).padStart(2, '0')}`;
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}

export function zones(): string[] {
  const own = ownZone();
  const all = Intl.supportedValuesOf?.('timeZone') ?? [];
  return [...new Set(['UTC', own, ...all])].sort();
}

/** `Asia/Ho_Chi_Minh` as people read it. */
export function zoneLabel(zone: string, instant: number): string {
  return `${zone.replaceAll('_', ' ')} (${offsetText(instant, zone)})`;
}
