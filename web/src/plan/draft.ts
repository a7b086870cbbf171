import type { Access, MeetingDraft, PlannedMeeting } from '../api/meetings';
import { emailProblem } from '../account/validate';
import { isZone, type Moment, momentOf, ownZone, wallOf } from '../time/zone';

/** What the form holds: texts as they were typed. */
export interface PlanValues {
  title: string;
  date: string;
  time: string;
  zone: string;
  durationMinutes: string;
  invitees: string[];
  /** What is typed in the field for addresses and not yet taken. */
  invitee: string;
  access: Access;
  passcode: string;
  removePasscode: boolean;
}

export const TITLE_LIMIT = 200;
export const INVITEE_LIMIT = 100;
export const PASSCODE_MIN = 4;
export const PASSCODE_MAX = 32;
export const DURATIONS = [15, 30, 45, 60, 90, 120, 180, 240, 480];

const HALF_HOUR = 1_800_000;

/** A new plan: the next half hour, half an hour long, in the zone of this device. */
export function newPlan(now: number): PlanValues {
  const zone = ownZone();
  const start = wallOf(Math.ceil((now + 60_000) / HALF_HOUR) * HALF_HOUR, zone);
  return {
    title: '',
    ...start,
    zone,
    durationMinutes: '30',
    invitees: [],
    invitee: '',
    access: 'ASK',
    passcode: '',
    removePasscode: false,
  };
}

export function planOf(meeting: PlannedMeeting, now: number): PlanValues {
  const empty = newPlan(now);
  const zone = meeting.zone && isZone(meeting.zone) ? meeting.zone : empty.zone;
  return {
    ...empty,
    title: meeting.title ?? '',
    ...(meeting.start ? wallOf(Date.parse(meeting.start), zone) : {}),
    zone,
    durationMinutes: String(meeting.durationMinutes ?? 30),
    invitees: meeting.invitees ?? [],
    access: meeting.access,
  };
}

export function momentOfPlan(values: PlanValues): Moment {
  return isZone(values.zone)
    ? momentOf(values.date, values.time, values.zone)
    : { kind: 'malformed' };
}

export type PlanProblem =
  | 'titleEmpty'
  | 'titleLong'
  | 'dateEmpty'
  | 'timeEmpty'
  | 'timeNever'
  | 'past'
  | 'zone'
  | 'inviteeShape'
  | 'inviteesMany'
  | 'passcodeShort'
  | 'passcodeLong';

/** What is wrong, by field. Rooms without a start have no time to check. */
export function planProblems(
  values: PlanValues,
  now: number,
  timed: boolean,
): Partial<Record<keyof PlanValues, PlanProblem>> {
  const problems: Partial<Record<keyof PlanValues, PlanProblem>> = {};
  const title = values.title.trim();
  if (timed && title === '') problems.title = 'titleEmpty';
  if ([...title].length > TITLE_LIMIT) problems.title = 'titleLong';
  const passcode = [...values.passcode].length;
  if (passcode > 0 && passcode < PASSCODE_MIN) problems.passcode = 'passcodeShort';
  if (passcode > PASSCODE_MAX) problems.passcode = 'passcodeLong';
  return timed ? { ...problems, ...timeProblems(values, now), ...inviteeProblems(values) } : problems;
}

function timeProblems(values: PlanValues, now: number): Partial<Record<keyof PlanValues, PlanProblem>> {
  if (!isZone(values.zone)) return { zone: 'zone' };
  if (values.date === '') return { date: 'dateEmpty' };
  if (values.time === '') return { time: 'timeEmpty' };
  const moment = momentOfPlan(values);
  if (moment.kind === 'malformed') return { date: 'dateEmpty' };
  if (moment.kind === 'never') return { time: 'timeNever' };
  return moment.instant < now ? { time: 'past' } : {};
}

function inviteeProblems(values: PlanValues): Partial<Record<keyof PlanValues, PlanProblem>> {
  const { invitees, rejected } = takeInvitees(values.invitees, values.invitee);
  if (rejected !== '') return { invitee: 'inviteeShape' };
  return invitees.length > INVITEE_LIMIT ? { invitee: 'inviteesMany' } : {};
}

/**
 * Addresses out of what was typed or pasted, such as `Ayu <ayu@example.org>; budi@example.org`,
 * added to those before. What is no address comes back to be corrected.
 */
export function takeInvitees(before: readonly string[], typed: string): { invitees: string[]; rejected: string } {
  const invitees = [...before];
  const rejected: string[] = [];
  for (const piece of typed.split(/[,;\n\t]+/).map((p) => p.trim()).filter(Boolean)) {
    const named = /<([^<>]+)>$/.exec(piece)?.[1]?.trim();
    const candidates = named ? [named] : piece.split(/\s+/);
    for (const email of candidates) {
      if (emailProblem(email)) rejected.push(email);
      else if (!invitees.some((known) => known.toLowerCase() === email.toLowerCase())) invitees.push(email);
    }
  }
  return { invitees, rejected: rejected.join(', ') };
}

/** What is sent. Without a moment the meeting has no time: a personal room, or one that runs. */
export function draftOf(values: PlanValues, timed: boolean): MeetingDraft {
  const draft: MeetingDraft = { title: values.title.trim(), access: values.access };
  if (values.removePasscode) draft.passcode = '';
  else if (values.passcode !== '') draft.passcode = values.passcode;
  if (!timed) return draft;
  const moment = momentOfPlan(values);
  return {
    ...draft,
    start: 'instant' in moment ? new Date(moment.instant).toISOString() : undefined,
    zone: values.zone,
    durationMinutes: Number(values.durationMinutes),
    invitees: takeInvitees(values.invitees, values.invitee).invitees,
  };
}
