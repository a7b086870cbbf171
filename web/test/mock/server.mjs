// A stand-in for the server while pages are drawn: `node test/mock/server.mjs` delivers dist/ and
// answers the API from memory. Never part of what is shipped.
// Cookies choose the scene: mock=out (nobody signed in), empty, fail, setup; default: an administrator.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const dist = join(import.meta.dirname, '../../dist');
const types = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.html': 'text/html' };
const hour = 3_600_000;
const at = (hours) => new Date(Date.now() + hours * hour).toISOString();

const person = {
  id: '7a1c', name: 'Kirana', email: 'kirana@example.org', emailVerified: true, administrator: true,
  locale: 'en', organisations: [{ id: 'o1', name: 'Pelabuhan Utara', role: 'ADMINISTRATOR' }], hasPassword: true, passkeys: 1,
};
const meeting = (code, title, hours, minutes, invitees, more = {}) => ({
  code, url: `/m/${code}`, createdAt: at(-48), title, access: 'ASK', start: at(hours), zone: 'Asia/Jakarta',
  durationMinutes: minutes, invitees, passcodeNeeded: false, personal: false, mine: true, hosted: false, state: 'NOT_STARTED', ...more,
});
const upcoming = [
  meeting('kwo-tmna-vei', 'Harbour plan review', 0.13, 60, ['jonas@example.org', 'ilse@example.org', 'bima@example.org', 'farid@example.org', 'wulan@example.org', 'a@example.org', 'b@example.org', 'c@example.org']),
  meeting('abc-defg-hij', 'Budget questions', 0.9, 30, undefined, { mine: false, access: 'SIGNED_IN' }),
  meeting('lmn-opqr-stu', 'Interview, second round', 26, 45, ['hana@example.org', 'rudi@example.org', 'mei@example.org'], { passcodeNeeded: true }),
  meeting('vwx-yzab-cde', 'Peninjauan menyeluruh rencana pembangunan dermaga timur dan jadwal pengerukan', 74, 90, ['dewi@example.org'], { zone: 'Europe/Berlin', access: 'OPEN' }),
];
const recent = [
  meeting('qrs-tuvw-xyz', 'Crane load test, who signs', -5, 38, [], { state: 'ENDED' }),
  meeting('def-ghij-klm', '', -6, 14, [], { state: 'ENDED', start: undefined, durationMinutes: undefined }),
];
const personal = { ...meeting('kir-anar-oom', '', 0, 0, []), personal: true, start: undefined, zone: undefined, durationMinutes: undefined, invitees: undefined };
const people = Array.from({ length: 9 }, (_, i) => ({
  id: i === 0 ? person.id : `p${i}`,
  name: ['Kirana', 'Jonas Weber', 'Ilse', 'Bima Prasetyo Kusumawardhana', 'Farid', 'Wulan', 'Priya', 'Dewi', 'Olga'][i],
  email: ['kirana', 'jonas', 'ilse', 'bima.prasetyo.kusumawardhana.operasional', 'farid', 'wulan', 'priya', 'dewi', 'olga'][i] + '@example.org',
  administrator: i < 2, disabled: i === 4, emailVerified: i !== 6, createdAt: at(-24 * (i + 1)), lastSeenAt: at(-0.4 * (i + 1)),
}));
const mail = { id: 'm1', to: 'rudi@example.org', subject: 'Invitation to Rapat', writtenAt: at(-0.2), text: 'Hello,\n\nKirana invites you to Rapat. The link counts once, until 1 December 2026:\n\nhttp://127.0.0.1:7880/invitation#8fJ2kd93kLmQp0sWz\n\nRapat' };
const invitations = [{ id: 'i1', email: 'rudi@example.org', administrator: false, createdAt: at(-1), expiresAt: at(24 * 6) }, { id: 'i2', email: 'mei.lestari@pelabuhan.example.org', administrator: true, createdAt: at(-40), expiresAt: at(0.6) }];
const audit = Array.from({ length: 12 }, (_, i) => ({
  id: `a${i}`, at: at(-0.3 * i - 0.1), ...(i % 4 === 3 ? {} : { actor: '7a1c', actorName: 'Kirana' }), act: ['person.disabled', 'invitation.sent', 'settings.changed', 'sign-in.failed'][i % 4],
  object: ['farid@example.org', 'rudi@example.org', 'settings', 'kirana@example.org'][i % 4], detail: i % 4 === 2 ? 'signUp: INVITATION → DOMAIN' : '',
}));
const settings = { signUp: 'DOMAIN', domains: ['example.org'], guestsMayStart: false, maxParticipants: 100, chatRetentionHours: 24, meetingRetentionDays: 90, auditRetentionDays: 365 };

const me = (scene) =>
  scene === 'out' || scene === 'setup'
    ? { signedIn: false, signUp: 'OPEN', mail: 'FILES', setupNeeded: scene === 'setup', guestsMayStart: true }
    : { signedIn: true, person: { ...person, administrator: scene !== 'member' }, signUp: 'INVITATION', mail: 'FILES', setupNeeded: false, guestsMayStart: false };

class Refused extends Error {
  constructor(status, code, field) {
    super(code);
    Object.assign(this, { status, code, field });
  }
}

const page = (rows, name) => ({ [name]: rows, page: 0, pages: 3, total: rows.length * 3 });
const routes = [
  ['GET', /^\/server$/, () => ({ version: '0.1.0', meetingCreation: 'anyone', devMode: true })],
  ['GET', /^\/me$/, (_, scene) => me(scene)],
  ['POST', /^\/sessions$/, () => { throw new Refused(401, 'sign-in-failed'); }],
  ['POST', /^\/(setup|sign-up)$/, () => { throw new Refused(422, 'email-taken', 'email'); }],
  ['POST', /^\/password-resets$/, () => undefined],
  ['POST', /^\/email-verifications\//, () => undefined],
  ['GET', /^\/invitations\/gone$/, () => { throw new Refused(410, 'invitation-expired'); }],
  ['GET', /^\/invitations\//, () => ({ email: 'rudi@example.org', organisation: 'Pelabuhan Utara' })],
  ['PATCH', /^\/me$/, (_, scene) => me(scene)],
  ['GET', /^\/me\/passkeys$/, () => ({ passkeys: [{ id: 'k1', label: 'Chrome, Linux', createdAt: at(-50) }] })],
  ['GET', /^\/me\/sessions$/, () => ({ sessions: [
    { id: 's1', createdAt: at(-50), lastSeenAt: at(-0.01), browser: 'Mozilla/5.0 (X11; Linux) Chrome/140 Safari/537', current: true },
    { id: 's2', createdAt: at(-70), lastSeenAt: at(-30), browser: 'Mozilla/5.0 (iPhone) Safari/600', current: false },
    { id: 's3', createdAt: at(-70), lastSeenAt: at(-0.5), browser: 'Mozilla/5.0 (Windows) Firefox/140', current: false }] })],
  ['GET', /^\/me\/tokens$/, () => ({ tokens: [{ id: 't1', label: 'Room display', scopes: ['meetings:read'], createdAt: at(-90), expiresAt: at(24 * 60) }] })],
  ['POST', /^\/me\/tokens$/, () => ({ id: 't2', label: 'New', scopes: ['meetings:read'], createdAt: at(0), secret: 'rapat_9fJ2kd93kLmQp0sWzT5yU7iO1aSdFgHjKl3xCvBnM4' })],
  ['GET', /^\/meetings$/, (_, scene) => scene === 'empty' ? { personal, upcoming: [], recent: [] } : { personal, upcoming, recent }],
  ['POST', /^\/meetings$/, () => upcoming[0]],
  ['GET', /^\/meetings\/([^/]+)$/, ([, code]) => [personal, ...upcoming, ...recent].find((m) => m.code === code) ?? (() => { throw new Refused(404, 'meeting-unknown'); })()],
  ['PATCH', /^\/meetings\/([^/]+)$/, () => upcoming[0]],
  ['GET', /^\/console\/people$/, (_, scene, query) => page(people.filter((p) => p.email.includes(query.get('query') ?? '')), 'people')],
  ['GET', /^\/console\/people\/([^/]+)$/, ([, id]) => people.find((p) => p.id === id)],
  ['GET', /^\/console\/invitations$/, (_, scene) => ({ invitations: scene === 'empty' ? [] : invitations })],
  ['POST', /^\/console\/invitations$/, () => ({ ...invitations[0], url: 'http://127.0.0.1:7880/invitation#8fJ2kd93kLmQp0sWz' })],
  ['GET', /^\/console\/settings$/, () => settings],
  ['PUT', /^\/console\/settings$/, () => settings],
  ['GET', /^\/console\/audit$/, () => page(audit, 'entries')],
  ['GET', /^\/console\/mails$/, (_, scene) => ({ mails: scene === 'empty' ? [] : [mail, { ...mail, id: 'm2', subject: 'Set a new password', to: 'jonas@example.org', writtenAt: at(-3) }] })],
  ['GET', /^\/console\/mails\//, () => mail],
];

function answer(request, url, scene) {
  if (scene === 'fail' && url.pathname !== '/api/v1/me') throw new Refused(503, 'http-503');
  const path = url.pathname.slice('/api/v1'.length);
  for (const [method, pattern, reply] of routes) {
    const match = pattern.exec(path);
    if (match && method === request.method) return reply(match, scene, url.searchParams);
  }
  if (request.method !== 'GET') return undefined;
  throw new Refused(404, 'http-404');
}

const problem = ({ status, code, field }) => JSON.stringify({ status, code, field, title: code, detail: `The server refused this: ${code}.`, remedy: 'Change it and try again.' });

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  const scene = /(?:^|; )mock=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'admin';
  if (!url.pathname.startsWith('/api/')) {
    const file = extname(url.pathname) ? url.pathname : '/index.html';
    const body = await readFile(join(dist, file)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { 'Content-Type': types[extname(file)] ?? 'text/plain' });
    return response.end(body);
  }
  try {
    const value = answer(request, url, scene);
    response.writeHead(value === undefined ? 204 : 200, { 'Content-Type': 'application/json', 'Set-Cookie': 'XSRF-TOKEN=mock; Path=/' });
    response.end(value === undefined ? undefined : JSON.stringify(value));
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    response.writeHead(refused.status, { 'Content-Type': 'application/problem+json' });
    response.end(problem(refused));
  }
}).listen(Number(process.env.PORT ?? 7880), '127.0.0.1');
