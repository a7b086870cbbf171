import type { SignUpMode } from './account';
import { request } from './client';

export interface ConsolePerson {
  id: string;
  name: string;
  email: string;
  administrator: boolean;
  disabled: boolean;
  emailVerified: boolean;
  createdAt: string;
  lastSeenAt?: string;
  passkeys?: number;
  hasPassword?: boolean;
}

/** One page of a longer list; pages count from 0. */
export interface Paged {
  page: number;
  pages: number;
  total: number;
}

export interface ConsoleInvitation {
  id: string;
  email: string;
  administrator: boolean;
  organisation?: string;
  createdAt: string;
  expiresAt: string;
  invitedBy?: string;
}

export interface AuditEntry {
  id: string;
  at: string;
  /** Id of the person who did it; nobody for what the server or a stranger did. */
  actor?: string;
  actorName?: string;
  act: string;
  object: string;
  detail: string;
}

export interface WrittenMail {
  id: string;
  to: string;
  subject: string;
  writtenAt: string;
  text?: string;
}

export interface ServerSettings {
  signUp: SignUpMode;
  domains: string[];
  guestsMayStart: boolean;
  maxParticipants: number;
  chatRetentionHours: number;
  meetingRetentionDays: number;
  auditRetentionDays: number;
}

const CONSOLE = '/api/v1/console';
const id = encodeURIComponent;

export const getPeople = (query: string, page: number) =>
  request<{ people: ConsolePerson[] } & Paged>(
    'GET',
    `${CONSOLE}/people?query=${encodeURIComponent(query)}&page=${page}`,
  );
export const getPerson = (person: string) =>
  request<ConsolePerson>('GET', `${CONSOLE}/people/${id(person)}`);
export const changePerson = (
  person: string,
  change: { disabled?: boolean; administrator?: boolean },
) => request<ConsolePerson>('PATCH', `${CONSOLE}/people/${id(person)}`, change);
export const sendPasswordReset = (person: string) =>
  request<void>('POST', `${CONSOLE}/people/${id(person)}/password-reset`, {});

export const getInvitations = () =>
  request<{ invitations: ConsoleInvitation[] }>('GET', `${CONSOLE}/invitations`);
export interface NewInvitation {
  email: string;
  administrator?: boolean;
  organisation?: string;
}
export const invite = (body: NewInvitation) =>
  request<ConsoleInvitation & { url?: string }>('POST', `${CONSOLE}/invitations`, body);
export const withdrawInvitation = (invitation: string) =>
  request<void>('DELETE', `${CONSOLE}/invitations/${id(invitation)}`);

export const getSettings = () => request<ServerSettings>('GET', `${CONSOLE}/settings`);
export const putSettings = (settings: ServerSettings) =>
  request<ServerSettings>('PUT', `${CONSOLE}/settings`, settings);

export const getAudit = (page: number) =>
  request<{ entries: AuditEntry[] } & Paged>('GET', `${CONSOLE}/audit?page=${page}`);

export const getMails = () => request<{ mails: WrittenMail[] }>('GET', `${CONSOLE}/mails`);
export const getMail = (mail: string) => request<WrittenMail>('GET', `${CONSOLE}/mails/${id(mail)}`);
