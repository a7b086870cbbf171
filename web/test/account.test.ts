import { describe, expect, it } from 'vitest';
import { deviceName } from '../src/account/deviceName';
import { emailProblem, passwordProblem, safeReturn, tokenOf } from '../src/account/validate';
import { base64urlOf, bytesOf, creationOptions, credentialJson, publicKeyOf, requestOptions } from '../src/account/webauthn';

describe('emailProblem', () => {
  it.each([
    ['ayu@example.org', undefined],
    ['  ayu@example.org ', undefined],
    ['a.b+c@sub.example.co.id', undefined],
    ['admin@localhost', undefined],
    ['', 'empty'],
    ['   ', 'empty'],
    ['ayu', 'shape'],
    ['ayu@', 'shape'],
    ['@example.org', 'shape'],
    ['ayu@exa mple.org', 'shape'],
    ['ayu@example..org', 'shape'],
    ['ayu@example.org, budi@example.org', 'shape'],
    ['Ayu <ayu@example.org>', 'shape'],
    [`${'a'.repeat(250)}@x.org`, 'long'],
  ])('says of %j: %s', (text, problem) => {
    expect(emailProblem(text)).toBe(problem);
  });
});

describe('passwordProblem', () => {
  it('counts characters, not bytes', () => {
    expect(passwordProblem('')).toBe('empty');
    expect(passwordProblem('short')).toBe('short');
    expect(passwordProblem('🌊🌊🌊🌊🌊🌊🌊🌊🌊')).toBe('short');
    expect(passwordProblem('🌊🌊🌊🌊🌊🌊🌊🌊🌊🌊')).toBeUndefined();
    expect(passwordProblem('a'.repeat(129))).toBe('long');
  });
});

describe('safeReturn', () => {
  it.each(['/', '/meetings/new', '/console/people?query=a&page=2', '/m/abc-defg-hij#x'])(
    'goes to %s',
    (path) => {
      expect(safeReturn(path)).toBe(path);
    },
  );

  it.each([
    null,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/a\\..//evil.example',
    '/.//evil.example',
    '/%0d%0a/..//..//evil',
  ])('never leaves this server for %j', (wanted) => {
    const target = new URL(safeReturn(wanted), 'https://own.example');
    expect(target.origin).toBe('https://own.example');
    expect(safeReturn(wanted)).not.toMatch(/^\/[/\\]/);
  });
});

describe('tokenOf', () => {
  it('takes the path, else the fragment', () => {
    expect(tokenOf('abc', '')).toBe('abc');
    expect(tokenOf(undefined, '#a%2Db')).toBe('a-b');
    expect(tokenOf(undefined, '#token=abc')).toBe('abc');
    expect(tokenOf(undefined, '')).toBe('');
    expect(tokenOf('%zz', '')).toBe('');
  });
});

describe('deviceName', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36', 'Chrome, Linux'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0', 'Edge, Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Mac'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari, iPhone'],
    ['', ''],
  ])('names %j', (agent, name) => {
    expect(deviceName(agent)).toBe(name);
  });
});

describe('webauthn as JSON', () => {
  it('keeps bytes through base64url', () => {
    const bytes = new Uint8Array([0, 251, 255, 62, 63, 7]);
    expect(base64urlOf(bytes.buffer)).toBe('APv_Pj8H');
    expect([...bytesOf('APv_Pj8H')]).toEqual([...bytes]);
    expect([...bytesOf('APv_Pg')]).toEqual([0, 251, 255, 62]);
  });

  it('unwraps options that come as navigator.credentials takes them', () => {
    expect(publicKeyOf({ publicKey: { challenge: 'AA' } })).toEqual({ challenge: 'AA' });
    expect(publicKeyOf({ challenge: 'AA' })).toEqual({ challenge: 'AA' });
    expect(publicKeyOf(undefined)).toEqual({});
  });

  it('reads options for browsers that cannot', () => {
    const json = {
      challenge: 'AQI',
      user: { id: 'Aw', name: 'a', displayName: 'A' },
      excludeCredentials: [{ type: 'public-key', id: 'BA' }],
    };
    const options = creationOptions(json);
    expect([...new Uint8Array(options.challenge as ArrayBuffer)]).toEqual([1, 2]);
    expect([...new Uint8Array(options.user.id as ArrayBuffer)]).toEqual([3]);
    expect([...new Uint8Array(options.excludeCredentials?.[0]?.id as ArrayBuffer)]).toEqual([4]);
    expect(requestOptions({ challenge: 'AQI' }).allowCredentials).toEqual([]);
  });

  it('writes a credential for browsers that cannot', () => {
    const credential = {
      id: 'AQ',
      rawId: new Uint8Array([1]).buffer,
      type: 'public-key',
      authenticatorAttachment: null,
      getClientExtensionResults: () => ({}),
      response: { clientDataJSON: new Uint8Array([2]).buffer, signature: new Uint8Array([3]).buffer, userHandle: null },
    } as unknown as PublicKeyCredential;

    expect(credentialJson(credential)).toEqual({
      id: 'AQ',
      rawId: 'AQ',
      type: 'public-key',
      authenticatorAttachment: undefined,
      clientExtensionResults: {},
      response: { clientDataJSON: 'Ag', signature: 'Aw' },
    });
  });
});
