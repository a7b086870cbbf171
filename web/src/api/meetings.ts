import { request } from './client';

export type Access = 'ASK' | 'SIGNED_IN' | 'OPEN';

/** A meeting as its host or an invited person sees it. */
export interface PlannedMeeting {
  code: string;
  url?: string;
  createdAt: string;
  title?: string;
  access: Access;
  /** Point in time, ISO 8601; absent for instant meetings and personal rooms. */
  start?: string;
  /** IANA zone the meeting was planned in. */
  zone?: string;
  durationMinutes?: number;
  invitees?: string[];
  personal?: boolean;
  passcodeNeeded?: boolean;
  state?: 'OPEN' | 'NOT_STARTED' | 'ENDED';
  /** Whether it belongs to the person who asks. */
  mine?: boolean;
  /** Whether a host is in it now. */
  hosted?: boolean;
}

export interface MeetingList {
  personal?: PlannedMeeting;
  upcoming: PlannedMeeting[];
  recent: PlannedMeeting[];
}

export interface MeetingDraft {
  title?: string;
  passcode?: string;
  access?: Access;
  start?: string;
  zone?: string;
  durationMinutes?: number;
  invitees?: string[];
}

const path = (code: string) => `/api/v1/meetings/${encodeURIComponent(code)}`;

export const getMeetings = () => request<MeetingList>('GET', '/api/v1/meetings');
export const getPlanned = (code: string) => request<PlannedMeeting>('GET', path(code));
export const planMeeting = (draft: MeetingDraft) =>
  request<PlannedMeeting>('POST', '/api/v1/meetings', draft);
export const changeMeeting = (code: string, draft: MeetingDraft) =>
  request<PlannedMeeting>('PATCH', path(code), draft);
export const cancelMeeting = (code: string) => request<void>('DELETE', path(code));
export const calendarPath = (code: string) => `${path(code)}/calendar.ics`;
