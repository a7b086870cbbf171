import type { PlannedMeeting } from '../api/meetings';
import { dayKey } from '../time/words';

export interface DayGroup {
  key: string;
  day: 'today' | 'tomorrow' | 'later';
  /** A moment of that day. */
  at: number;
  meetings: PlannedMeeting[];
}

const DAY = 86_400_000;

export const startOf = (meeting: PlannedMeeting): number => Date.parse(meeting.start ?? meeting.createdAt);

/** Meetings by day as this device counts days, soonest first; what can't be dated stays out. */
export function groupByDay(meetings: readonly PlannedMeeting[], now: number): DayGroup[] {
  const dated = meetings.filter((m) => !Number.isNaN(startOf(m))).sort((a, b) => startOf(a) - startOf(b));
  const groups: DayGroup[] = [];
  for (const meeting of dated) {
    const at = startOf(meeting);
    const key = dayKey(at);
    const last = groups.at(-1);
    if (last?.key === key) last.meetings.push(meeting);
    else groups.push({ key, day: dayName(key, now), at, meetings: [meeting] });
  }
  return groups;
}

function dayName(key: string, now: number): DayGroup['day'] {
  if (key === dayKey(now)) return 'today';
  // Noon of today plus a day is tomorrow even when a night has 23 or 25 hours.
  const noon = new Date(now).setHours(12, 0, 0, 0);
  return key === dayKey(noon + DAY) ? 'tomorrow' : 'later';
}

/** A meeting runs from its start until its planned end. */
export function isRunning(meeting: PlannedMeeting, now: number): boolean {
  const start = startOf(meeting);
  return start <= now && now < start + (meeting.durationMinutes ?? 0) * 60_000;
}
