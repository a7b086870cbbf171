/**
 * Passkeys in the browser (WebAuthn Level 3). Options and credentials travel as JSON with base64url
 * for bytes; browsers that can't read and write that form themselves get it from here.
 */
export function passkeysSupported(): boolean {
  return typeof window !== 'undefined' && window.isSecureContext && 'PublicKeyCredential' in window;
}

type Json = Record<string, unknown>;

/** Thrown by the browser when the person closes its dialog or waits too long. */
export function wasCancelled(failure: unknown): boolean {
  return failure instanceof DOMException && ['NotAllowedError', 'AbortError'].includes(failure.name);
}

/** This device already holds a passkey of the account. */
export function isKnownHere(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'InvalidStateError';
}

export async function createPasskey(answer: unknown): Promise<Json> {
  const json = publicKeyOf(answer);
  const native = PublicKeyCredential as unknown as Native;
  const publicKey = native.parseCreationOptionsFromJSON?.(json) ?? creationOptions(json);
  return toJson(await navigator.credentials.create({ publicKey }));
}

export async function getPasskey(answer: unknown): Promise<Json> {
  const json = publicKeyOf(answer);
  const native = PublicKeyCredential as unknown as Native;
  const publicKey = native.parseRequestOptionsFromJSON?.(json) ?? requestOptions(json);
  return toJson(await navigator.credentials.get({ publicKey }));
}

interface Native {
  parseCreationOptionsFromJSON?: (json: Json) => PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON?: (json: Json) => PublicKeyCredentialRequestOptions;
}

/** Some servers wrap the options as `navigator.credentials` takes them. */
export function publicKeyOf(answer: unknown): Json {
  const json = (answer ?? {}) as Json;
  return typeof json.publicKey === 'object' && json.publicKey !== null
    ? (json.publicKey as Json)
    : json;
}

export function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

export function base64urlOf(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

type JsonDescriptor = { id: string } & Json;

function descriptors(list: unknown): PublicKeyCredentialDescriptor[] {
  const known = (list ?? []) as JsonDescriptor[];
  return known.map((d) => ({ ...d, type: 'public-key', id: bytesOf(d.id) }));
}

export function creationOptions(json: Json): PublicKeyCredentialCreationOptions {
  const user = json.user as { id: string; name: string; displayName: string };
  return {
    ...(json as unknown as PublicKeyCredentialCreationOptions),
    challenge: bytesOf(String(json.challenge)),
    user: { ...user, id: bytesOf(user.id) },
    excludeCredentials: descriptors(json.excludeCredentials),
  };
}

export function requestOptions(json: Json): PublicKeyCredentialRequestOptions {
  return {
    ...(json as unknown as PublicKeyCredentialRequestOptions),
    challenge: bytesOf(String(json.challenge)),
    allowCredentials: descriptors(json.allowCredentials),
  };
}

function toJson(credential: Credential | null): Json {
  if (!credential) throw new DOMException('no credential', 'NotAllowedError');
  const native = credential as PublicKeyCredential;
  return native.toJSON ? (native.toJSON() as unknown as Json) : credentialJson(native);
}

const RESPONSE_BYTES = [
  'clientDataJSON',
  'attestationObject',
  'authenticatorData',
  'signature',
  'userHandle',
] as const;

export function credentialJson(credential: PublicKeyCredential): Json {
  const response: Json = {};
  const parts = credential.response as unknown as Record<string, unknown>;
  for (const name of RESPONSE_BYTES) {
    const bytes = parts[name];
    if (bytes instanceof ArrayBuffer) response[name] = base64urlOf(bytes);
  }
  const transports = (parts.getTransports as (() => string[]) | undefined)?.call(parts);
  if (transports) response.transports = transports;
  return {
    id: credential.id,
    rawId: base64urlOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
