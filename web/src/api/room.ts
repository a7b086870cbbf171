import { meetingUrl, request, type Result } from './client';

export type Role = 'HOST' | 'CO_HOST' | 'PARTICIPANT' | 'GUEST';
export type Access = 'ASK' | 'SIGNED_IN' | 'OPEN';

/** What people who aren't hosts may do. */
export interface Rights {
  share: boolean;
  chat: boolean;
  privateChat: boolean;
  unmute: boolean;
  video: boolean;
  reactions: boolean;
}
export type Right = keyof Rights;

export interface JoinRequest {
  name: string;
  passcode?: string;
  /** Makes the guest who started the meeting its host. */
  hostKey?: string;
  /** An old token of the same person: identity and admission stay. */
  token?: string;
}

export interface JoinGrant {
  state?: 'ADMITTED';
  token: string;
  url: string;
  identity: string;
  role?: Role;
  chatRetentionHours?: number;
}

export interface WaitingGrant {
  state: 'WAITING';
  ticket: string;
  expiresAt: string;
  /** What the host tells everybody who waits. */
  message?: string;
  /** Whether somebody who can answer is in the meeting. */
  hosted?: boolean;
}

export type JoinAnswer = JoinGrant | WaitingGrant;

export function isWaiting(answer: JoinAnswer): answer is WaitingGrant {
  return answer.state === 'WAITING';
}

export type TicketAnswer =
  | (JoinGrant & { state: 'ADMITTED' })
  | { state: 'WAITING'; expiresAt?: string; message?: string; hosted?: boolean }
  | { state: 'DENIED' | 'EXPIRED' | 'ENDED' };

export interface WaitingPerson {
  id: string;
  name: string;
  /** When the person asked, as an ISO time. */
  since: string;
  signedIn: boolean;
}

export interface RoomView {
  role: Role;
  waiting?: WaitingPerson[];
}

export interface RoomChange {
  access?: Access;
  locked?: boolean;
  rights?: Partial<Rights>;
}

export const joinMeeting = (code: string, join: JoinRequest) =>
  request<JoinAnswer>('POST', `${meetingUrl(code)}/joins`, join);

/** Answers at once, or with `wait` as soon as something changes, at the latest after 20 s. */
export const lookAtTicket = (code: string, ticket: string, wait: boolean) =>
  request<TicketAnswer>('GET', `${ticketUrl(code, ticket)}${wait ? '?wait=true' : ''}`);

export const stopWaiting = (code: string, ticket: string) =>
  request<unknown>('DELETE', ticketUrl(code, ticket));

function ticketUrl(code: string, ticket: string): string {
  return `${meetingUrl(code)}/waiting/${encodeURIComponent(ticket)}`;
}

export type PersonAct =
  | 'mute'
  | 'stop-video'
  | 'ask-unmute'
  | 'remove'
  | 'to-waiting'
  | 'make-co-host'
  | 'make-participant'
  | 'lower-hand';

export type RoomAct = 'suspend' | 'resume' | 'end' | 'mute-all' | 'lower-hands';

/** The calls of a person in the meeting, under the participant token of the moment. */
export class RoomCalls {
  constructor(
    private readonly code: string,
    private readonly token: () => string,
  ) {}

  view = () => this.call<RoomView>('GET', 'room');
  change = (change: RoomChange) => this.call('PATCH', 'room', change);
  act = (act: RoomAct) => this.call('POST', act, {});
  person = (identity: string, act: PersonAct) =>
    this.call('POST', `participants/${encodeURIComponent(identity)}/${act}`, {});
  answer = (id: string, answer: 'admit' | 'deny') =>
    this.call('POST', `waiting/${encodeURIComponent(id)}/${answer}`, {});
  answerAll = (answer: 'admit' | 'deny') => this.call('POST', `waiting/${answer}-all`, {});
  spotlight = (identity: string | null) => this.call('PUT', 'spotlight', { identity });
  hand = (raised: boolean) => this.call('PUT', 'hand', { raised });

  private call<T = unknown>(method: string, path: string, body?: unknown): Promise<Result<T>> {
    return request<T>(method, `${meetingUrl(this.code)}/${path}`, body, this.token());
  }
}
