import { request } from './client';

export type SignUpMode = 'INVITATION' | 'DOMAIN' | 'OPEN' | 'CLOSED';

export interface Organisation {
  id: string;
  name: string;
  role: 'MEMBER' | 'ADMINISTRATOR';
}

export interface PersonDetails {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  administrator: boolean;
  locale: string;
  organisations: Organisation[];
  hasPassword: boolean;
  passkeys: number;
}

/** Who asks, and what this server lets a stranger do. */
export interface Me {
  signedIn: boolean;
  person?: PersonDetails;
  signUp: SignUpMode;
  /** With FILES the server writes mails to the console instead of sending them. */
  mail: 'SMTP' | 'FILES';
  setupNeeded: boolean;
  guestsMayStart: boolean;
}

export interface Passkey {
  id: string;
  label: string;
  createdAt: string;
  lastUsedAt?: string;
}

export interface BrowserSession {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  browser: string;
  current: boolean;
}

export type Scope = 'meetings:read' | 'meetings:write';

export interface ApiToken {
  id: string;
  label: string;
  scopes: Scope[];
  createdAt: string;
  expiresAt?: string;
  lastUsedAt?: string;
}

export interface NewToken extends ApiToken {
  /** Told this once only. */
  secret: string;
}

export interface Invitation {
  email: string;
  organisation?: string;
}

const V1 = '/api/v1';
const id = encodeURIComponent;

export const getMe = () => request<Me>('GET', `${V1}/me`);

export const setUp = (body: { token: string; name: string; email: string; password?: string }) =>
  request<Me>('POST', `${V1}/setup`, body);

export interface SignUp {
  name: string;
  email: string;
  /** Left out where a passkey follows. */
  password?: string;
  invitation?: string;
}
/** Either the person is signed in, or the address must be verified first. */
export const signUp = (body: SignUp) => request<Me | { verify: true }>('POST', `${V1}/sign-up`, body);

export const getInvitation = (token: string) =>
  request<Invitation>('GET', `${V1}/invitations/${id(token)}`);

export const signIn = (email: string, password: string) =>
  request<Me>('POST', `${V1}/sessions`, { email, password });
export const signOut = () => request<void>('DELETE', `${V1}/sessions/current`);

export const passkeySignInOptions = () => request<unknown>('POST', `${V1}/passkeys/sign-in-options`, {});
export const signInWithPasskey = (credential: unknown) =>
  request<Me>('POST', `${V1}/sessions/passkey`, { credential });
export const passkeyRegistrationOptions = () =>
  request<unknown>('POST', `${V1}/passkeys/registration-options`, {});
export const addPasskey = (label: string, credential: unknown) =>
  request<void>('POST', `${V1}/passkeys`, { label, credential });
export const getPasskeys = () => request<{ passkeys: Passkey[] }>('GET', `${V1}/me/passkeys`);
export const deletePasskey = (key: string) => request<void>('DELETE', `${V1}/me/passkeys/${id(key)}`);

export const askReset = (email: string) => request<void>('POST', `${V1}/password-resets`, { email });
export const resetPassword = (token: string, password: string) =>
  request<void>('PUT', `${V1}/password-resets/${id(token)}`, { password });
export const verifyEmail = (token: string) =>
  request<void>('POST', `${V1}/email-verifications/${id(token)}`, {});

export const changeMe = (change: { name?: string; locale?: string }) =>
  request<Me>('PATCH', `${V1}/me`, change);
export const changePassword = (password: string, current?: string) =>
  request<void>('PUT', `${V1}/me/password`, { password, current });

export const getSessions = () => request<{ sessions: BrowserSession[] }>('GET', `${V1}/me/sessions`);
export const endSession = (session: string) =>
  request<void>('DELETE', `${V1}/me/sessions/${id(session)}`);

export const getTokens = () => request<{ tokens: ApiToken[] }>('GET', `${V1}/me/tokens`);
export const createToken = (body: { label: string; scopes: Scope[]; expiresAt?: string }) =>
  request<NewToken>('POST', `${V1}/me/tokens`, body);
export const deleteToken = (token: string) => request<void>('DELETE', `${V1}/me/tokens/${id(token)}`);

export const EXPORT_PATH = `${V1}/me/export`;
export const deleteMe = (confirmEmail: string) =>
  request<void>('DELETE', `${V1}/me`, { confirmEmail });
