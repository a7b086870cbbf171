export interface Recipient {
  identity: string;
  name: string;
}

export interface ChatMessage {
  id: string;
  sentAt: number;
  senderIdentity: string;
  senderName: string;
  text: string;
  /** Only between the sender and one other person; `to` names that one for the sender. */
  private?: boolean;
  to?: Recipient;
  /** Set while our own message is on its way, or when it did not get out. */
  state?: 'sending' | 'failed';
}

export const CHAT_LIMIT = 4000;

/**
 * One list out of the stored history and what arrived live, each message once. The later report
 * of an id wins, but a confirmed message never becomes "sending" again.
 */
export function mergeMessages(
  known: readonly ChatMessage[],
  arrived: readonly ChatMessage[],
): ChatMessage[] {
  const byId = new Map(known.map((m) => [m.id, m]));
  for (const message of arrived) {
    const before = byId.get(message.id);
    if (before && !before.state && message.state) continue;
    // Whom we wrote to is known by name while that person is here, later by the identity alone.
    byId.set(message.id, before?.to ? { ...message, private: true, to: before.to } : message);
  }
  return [...byId.values()].sort((a, b) => a.sentAt - b.sentAt || (a.id < b.id ? -1 : 1));
}

/** Our own message gets its real id when the SDK has sent it; the echo from history may be first. */
export function confirmMessage(
  known: readonly ChatMessage[],
  temporaryId: string,
  id: string,
): ChatMessage[] {
  const pending = known.find((m) => m.id === temporaryId);
  const rest = known.filter((m) => m.id !== temporaryId);
  if (!pending || rest.some((m) => m.id === id)) return rest;
  return mergeMessages(rest, [{ ...pending, id, state: undefined }]);
}

export function failMessage(known: readonly ChatMessage[], temporaryId: string): ChatMessage[] {
  return known.map((m) => (m.id === temporaryId ? { ...m, state: 'failed' as const } : m));
}

/** Length in characters as a person counts them, the server's unit. */
export function chatLength(text: string): number {
  return [...text].length;
}

export function withoutMessage(known: readonly ChatMessage[], id: string): ChatMessage[] {
  return known.filter((m) => m.id !== id);
}

/** A run of messages by one person within this time shares one head. */
const SAME_HEAD_MS = 120_000;

export function startsRun(previous: ChatMessage | undefined, message: ChatMessage): boolean {
  if (!previous || previous.senderIdentity !== message.senderIdentity) return true;
  // Who reads it must be plain at each message: a private one never follows a public head.
  if (previous.private !== message.private || previous.to?.identity !== message.to?.identity) return true;
  return message.sentAt - previous.sentAt > SAME_HEAD_MS;
}
