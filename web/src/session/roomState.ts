import type { Access, Right, Rights, Role } from '../api/room';

/** What the server says about the meeting, the same to everybody in it. */
export interface RoomState {
  access: Access;
  locked: boolean;
  suspended: boolean;
  rights: Rights;
  /** Who is large for everybody. */
  spotlight: string | undefined;
  waiting: number;
}

export const RIGHTS: readonly Right[] = [
  'share',
  'chat',
  'privateChat',
  'unmute',
  'video',
  'reactions',
];

/** A room that says nothing about itself forbids nothing; the server decides anyway. */
export const PLAIN_ROOM: RoomState = {
  access: 'OPEN',
  locked: false,
  suspended: false,
  rights: { share: true, chat: true, privateChat: true, unmute: true, video: true, reactions: true },
  spotlight: undefined,
  waiting: 0,
};

/** Room metadata to state. Members that are missing or of another type keep their plain value. */
export function parseRoomState(metadata: string | undefined): RoomState {
  const value = parseObject(metadata);
  if (!value) return PLAIN_ROOM;
  const rights = asObject(value.rights) ?? {};
  const { access, spotlight, waiting } = value;
  return {
    access: access === 'ASK' || access === 'SIGNED_IN' ? access : 'OPEN',
    locked: value.locked === true,
    suspended: value.suspended === true,
    rights: Object.fromEntries(RIGHTS.map((right) => [right, rights[right] !== false])) as Record<
      Right,
      boolean
    >,
    spotlight: typeof spotlight === 'string' && spotlight !== '' ? spotlight : undefined,
    waiting: typeof waiting === 'number' && waiting > 0 ? Math.floor(waiting) : 0,
  };
}

type Attributes = Readonly<Record<string, string>>;

const ROLES: readonly string[] = ['HOST', 'CO_HOST', 'PARTICIPANT', 'GUEST'];

/** Attributes with this start are the server's own: no client can set them. */
export function roleOf(attributes: Attributes): Role {
  const role = attributes['rapat.role'] ?? '';
  return ROLES.includes(role) ? (role as Role) : 'PARTICIPANT';
}

export function isHost(role: Role): boolean {
  return role === 'HOST' || role === 'CO_HOST';
}

/** When the hand went up, in ms since 1970, or undefined while it is down. */
export function handOf(attributes: Attributes): number | undefined {
  const at = Number(attributes['rapat.hand'] || Number.NaN);
  return Number.isFinite(at) && at > 0 ? at : undefined;
}

export function isSignedIn(attributes: Attributes): boolean {
  return attributes['rapat.account'] === '1';
}

/** The place of each raised hand, first come first served; equal times go by identity. */
export function handNumbers(
  people: readonly { identity: string; handAt: number | undefined }[],
): ReadonlyMap<string, number> {
  const raised = people
    .filter((p): p is { identity: string; handAt: number } => p.handAt !== undefined)
    .sort((a, b) => a.handAt - b.handAt || (a.identity < b.identity ? -1 : 1));
  return new Map(raised.map((p, index) => [p.identity, index + 1]));
}

/** Hosts may everything; while a meeting is suspended the others may nothing. */
export function may(right: Right, role: Role, room: RoomState): boolean {
  return isHost(role) || (!room.suspended && room.rights[right]);
}

export type RoomChangeSeen =
  | { what: Right; on: boolean }
  | { what: 'locked' | 'suspended'; on: boolean }
  | { what: 'access'; access: Access };

/** What differs between two states, in the words of an announcement. */
export function changesBetween(before: RoomState, now: RoomState): RoomChangeSeen[] {
  const changes: RoomChangeSeen[] = [];
  for (const what of ['suspended', 'locked'] as const) {
    if (before[what] !== now[what]) changes.push({ what, on: now[what] });
  }
  if (before.access !== now.access) changes.push({ what: 'access', access: now.access });
  for (const what of RIGHTS) {
    if (before.rights[what] !== now.rights[what]) changes.push({ what, on: now.rights[what] });
  }
  return changes;
}

export function parseObject(text: string | undefined): Record<string, unknown> | undefined {
  if (!text) return undefined;
  try {
    return asObject(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}
