import { currentLanguage } from '../i18n/language';
import { rememberHostKey } from '../meeting/hostKey';

/** RFC 9457 problem as the server sends it, with the two members of our own. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  /** The server's short name for it, such as `meeting-locked`. */
  code?: string;
  field?: string;
  remedy?: string;
  retryAfterSeconds?: number;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export interface ServerInfo {
  version: string;
  meetingCreation: string;
  devMode: boolean;
}
export interface Meeting {
  code: string;
  createdAt?: string;
  title?: string;
  passcodeNeeded?: boolean;
  access?: 'ASK' | 'SIGNED_IN' | 'OPEN';
  start?: string;
  zone?: string;
  durationMinutes?: number;
  state?: 'OPEN' | 'NOT_STARTED' | 'ENDED';
  /** Whether a host is in it now. */
  hosted?: boolean;
  /** Whether it belongs to whoever asks. */
  mine?: boolean;
  /** Only in the answer to a guest who started it: whoever sends it with a join is host. */
  hostKey?: string;
}
export interface StoredMessage {
  id: string;
  sentAt: number;
  senderIdentity: string;
  senderName: string;
  text: string;
  /** Who else may read it; left out when it was for everybody. */
  recipients?: string[];
}

/** Status 0 stands for "no answer": offline, server down, or a proxy that hung up. */
export const NO_ANSWER = 0;

export const getServer = () => request<ServerInfo>('GET', '/api/v1/server');
export async function createMeeting(): Promise<Result<Meeting>> {
  const answer = await request<Meeting>('POST', '/api/v1/meetings', {});
  if (answer.ok) rememberHostKey(answer.value.code, answer.value.hostKey);
  return answer;
}
export const getMeeting = (code: string) => request<Meeting>('GET', meetingUrl(code));
export const getMessages = (code: string, token: string) =>
  request<{ messages: StoredMessage[] }>('GET', `${meetingUrl(code)}/messages`, undefined, token);

export function meetingUrl(code: string): string {
  return `/api/v1/meetings/${encodeURIComponent(code)}`;
}

export async function request<T>(
  method: string,
  path: string,
  body?: unknown,
  bearer?: string,
): Promise<Result<T>> {
  const answer = await send<T>(method, path, body, bearer);
  if (answer.ok || answer.problem.code !== 'request-forged') return answer;
  // The token of this page is too old, as after signing in elsewhere: a fresh one comes with /me.
  await send('GET', '/api/v1/me');
  return send<T>(method, path, body, bearer);
}

async function send<T>(
  method: string,
  path: string,
  body?: unknown,
  bearer?: string,
): Promise<Result<T>> {
  const headers: Record<string, string> = {
    Accept: 'application/json, application/problem+json',
    'Accept-Language': currentLanguage(),
  };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  else if (method !== 'GET') Object.assign(headers, forgeryHeader());
  try {
    const response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
    });
    if (response.ok) return { ok: true, value: (await readBody(response)) as T };
    return { ok: false, problem: await readProblem(response) };
  } catch {
    return { ok: false, problem: { status: NO_ANSWER, title: '', detail: '' } };
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** What the server put into a cookie comes back in a header, which no foreign page can do. */
function forgeryHeader(): Record<string, string> {
  const match = /(?:^|;\s*)XSRF-TOKEN=([^;]+)/.exec(globalThis.document?.cookie ?? '');
  return match?.[1] ? { 'X-XSRF-TOKEN': decodeURIComponent(match[1]) } : {};
}

/** A proxy may answer with HTML; then only the status is known and the page words it. */
async function readProblem(response: Response): Promise<Problem> {
  const problem: Problem = { status: response.status, title: '', detail: '' };
  const retryAfter = Number(response.headers.get('Retry-After'));
  if (Number.isFinite(retryAfter) && retryAfter > 0) problem.retryAfterSeconds = retryAfter;
  if (!response.headers.get('Content-Type')?.includes('json')) {
    // A 404 that no meeting server wrote says nothing about the meeting.
    return response.status === 404 ? { ...problem, status: NO_ANSWER } : problem;
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) return problem;
  const text = (key: string) => {
    const value = (body as Record<string, unknown>)[key];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    ...problem,
    title: text('title') ?? '',
    detail: text('detail') ?? '',
    code: text('code'),
    field: text('field'),
    remedy: text('remedy'),
  };
}
