import { type ChatMessage as LegacyMessage, type Participant, type Room, RoomEvent } from 'livekit-client';
import { getMessages, type StoredMessage } from '../api/client';
import {
  type ChatMessage,
  confirmMessage,
  failMessage,
  mergeMessages,
  type Recipient,
  withoutMessage,
} from '../chat/messages';
import { Store } from './store';

export const CHAT_TOPIC = 'lk.chat';

/** Marks a stream that went to one person alone, so that this person knows it. */
const PRIVATE_MARK = 'rapat.private';

export interface ChatState {
  messages: readonly ChatMessage[];
  unread: number;
  /** The first message that was unread when the panel opened, for the "new" line. */
  firstNewId?: string;
  historyFailed: boolean;
}

/** The meeting's chat: stored history and live messages as one list, and what waits to go out. */
export class ChatRoom {
  readonly state = new Store<ChatState>({ messages: [], unread: 0, historyFailed: false });
  private readonly outbox: ChatMessage[] = [];
  private open = false;
  private counter = 0;
  private historyLoaded = false;

  constructor(
    private readonly room: Room,
    private readonly code: string,
    private readonly isUp: () => boolean,
    private readonly isOwn: (identity: string) => boolean,
    private readonly onMessage: (message: ChatMessage) => void,
  ) {
    room.registerTextStreamHandler(CHAT_TOPIC, (reader, sender) => {
      void reader
        .readAll()
        .then((text) =>
          this.receive(
            reader.info.id,
            reader.info.timestamp,
            sender.identity,
            text,
            reader.info.attributes?.[PRIVATE_MARK] === '1',
          ),
        )
        // A stream that breaks off comes again with the history after the reconnect.
        .catch(() => undefined);
    });
    room.on(RoomEvent.ChatMessage, this.onLegacy);
  }

  send(text: string, to?: Recipient): void {
    const { localParticipant } = this.room;
    this.counter += 1;
    const message: ChatMessage = {
      id: `unsent-${this.counter}`,
      sentAt: Date.now(),
      senderIdentity: localParticipant.identity,
      senderName: localParticipant.name || localParticipant.identity,
      text,
      ...(to ? { private: true, to } : {}),
      state: 'sending',
    };
    this.merge([message]);
    this.outbox.push(message);
    this.flush();
  }

  retry(id: string): void {
    const message = this.state.get().messages.find((m) => m.id === id);
    if (!message) return;
    this.state.update((s) => ({ ...s, messages: withoutMessage(s.messages, id) }));
    this.send(message.text, message.to);
  }

  /** Sends what was written while the connection was away. */
  flush(): void {
    while (this.isUp()) {
      const message = this.outbox.shift();
      if (!message) return;
      void this.transmit(message);
    }
  }

  async loadHistory(token: string): Promise<void> {
    const answer = await getMessages(this.code, token);
    if (!answer.ok) {
      this.state.update((s) => ({ ...s, historyFailed: !this.historyLoaded }));
      return;
    }
    // What was said while we were away counts as unread; what was there before we came doesn't.
    const known = new Set(this.state.get().messages.map((m) => m.id));
    const stored = answer.value.messages.map((m) => this.fromHistory(m));
    const fresh = stored.filter((m) => !known.has(m.id));
    this.merge(stored);
    if (this.historyLoaded) this.countUnread(fresh);
    this.historyLoaded = true;
    this.state.update((s) => ({ ...s, historyFailed: false }));
  }

  setOpen(open: boolean): void {
    if (this.open === open) return;
    this.open = open;
    this.state.update((s) => {
      const unreadFrom = s.messages.length - s.unread;
      const firstNewId = open && s.unread > 0 ? s.messages[unreadFrom]?.id : undefined;
      return { ...s, unread: open ? 0 : s.unread, firstNewId };
    });
  }

  close(): void {
    this.room.unregisterTextStreamHandler(CHAT_TOPIC);
    this.room.off(RoomEvent.ChatMessage, this.onLegacy);
  }

  private async transmit(message: ChatMessage): Promise<void> {
    try {
      // Uncompressed: the server keeps what it passes on, and older SDKs must read it too.
      const { to } = message;
      if (to && !this.room.remoteParticipants.has(to.identity)) throw new Error('recipient is gone');
      const info = await this.room.localParticipant.sendText(message.text, {
        topic: CHAT_TOPIC,
        compress: false,
        ...(to ? { destinationIdentities: [to.identity], attributes: { [PRIVATE_MARK]: '1' } } : {}),
      });
      this.state.update((s) => ({ ...s, messages: confirmMessage(s.messages, message.id, info.id) }));
    } catch {
      this.state.update((s) => ({ ...s, messages: failMessage(s.messages, message.id) }));
    }
  }

  private receive(
    id: string,
    sentAt: number,
    identity: string,
    text: string,
    isPrivate = false,
  ): void {
    if (text.trim() === '' || this.state.get().messages.some((m) => m.id === id)) return;
    const sender = this.room.getParticipantByIdentity(identity);
    const message: ChatMessage = {
      id,
      sentAt,
      senderIdentity: identity,
      senderName: sender?.name || identity,
      text,
      ...(isPrivate ? { private: true } : {}),
    };
    this.merge([message]);
    this.countUnread([message]);
    if (!this.isOwn(identity)) this.onMessage(message);
  }

  private fromHistory({ recipients, ...message }: StoredMessage): ChatMessage {
    if (!recipients?.length) return message;
    const identity = recipients.find((id) => id !== message.senderIdentity) ?? '';
    const name = this.room.getParticipantByIdentity(identity)?.name || identity;
    const own = this.isOwn(message.senderIdentity);
    return { ...message, private: true, ...(own ? { to: { identity, name } } : {}) };
  }

  private merge(arrived: readonly ChatMessage[]): void {
    this.state.update((s) => ({ ...s, messages: mergeMessages(s.messages, arrived) }));
  }

  private countUnread(arrived: readonly ChatMessage[]): void {
    if (this.open) return;
    const count = arrived.filter((m) => !this.isOwn(m.senderIdentity)).length;
    if (count > 0) this.state.update((s) => ({ ...s, unread: s.unread + count }));
  }

  private readonly onLegacy = (message: LegacyMessage, participant?: Participant) => {
    if (participant && !participant.isLocal) {
      this.receive(message.id, message.timestamp, participant.identity, message.message);
    }
  };
}
