import { parseObject } from './roomState';

export const NOTICE_TOPIC = 'rapat.notice';

/** What the server tells one person; everything about the whole room is in its metadata. */
export type Notice =
  | { kind: 'ask-unmute'; by: string }
  | { kind: 'muted'; by: string }
  | { kind: 'video-stopped'; by: string }
  | { kind: 'hand-lowered'; by: string }
  | { kind: 'to-waiting'; by: string }
  | { kind: 'removed'; by: string }
  | { kind: 'ended'; by: string }
  /** Tells only who did what the metadata shows. */
  | { kind: 'room'; by: string };

const PERSONAL = ['ask-unmute', 'muted', 'video-stopped', 'hand-lowered', 'to-waiting', 'removed', 'ended'];
const NAME_LIMIT = 200;

/** A notice from bytes; undefined for what isn't one, so that a newer server does no harm. */
export function parseNotice(payload: Uint8Array): Notice | undefined {
  const value = parseObject(new TextDecoder().decode(payload));
  if (!value || typeof value.kind !== 'string') return undefined;
  const by = typeof value.by === 'string' ? value.by.slice(0, NAME_LIMIT) : '';
  const kind = PERSONAL.includes(value.kind) ? value.kind : 'room';
  return { kind, by } as Notice;
}
