import { type Participant, type Room, RoomEvent } from 'livekit-client';
import { parseObject } from './roomState';
import { Store } from './store';

export const REACTION_TOPIC = 'rapat.reaction';
export const REACTIONS = ['👍', '👏', '❤️', '😂', '😮', '🎉', '😢', '👎'] as const;
export type ReactionSign = (typeof REACTIONS)[number];

export interface Reaction {
  id: number;
  identity: string;
  name: string;
  sign: ReactionSign;
}

/** How long one floats over a tile. */
export const REACTION_MS = 4000;
const SHOWN_LIMIT = 40;
const PER_PERSON_LIMIT = 5;
const SEND_PAUSE_MS = 250;

export function parseReaction(payload: Uint8Array): ReactionSign | undefined {
  const value = parseObject(new TextDecoder().decode(payload));
  return REACTIONS.find((sign) => sign === value?.r);
}

/** One more reaction among those that float: nobody fills the screen alone. */
export function addReaction(shown: readonly Reaction[], reaction: Reaction): Reaction[] {
  const own = shown.filter((r) => r.identity === reaction.identity);
  const drop = own.length >= PER_PERSON_LIMIT ? own[0] : undefined;
  return [...shown.filter((r) => r !== drop), reaction].slice(-SHOWN_LIMIT);
}

/** The reactions that float at the moment. They come and go and nobody keeps them. */
export class ReactionFlow {
  readonly shown = new Store<readonly Reaction[]>([]);
  private counter = 0;
  private lastSentAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly room: Room,
    private readonly onReaction: (reaction: Reaction) => void,
  ) {
    room.on(RoomEvent.DataReceived, this.onData);
  }

  send(sign: ReactionSign, now: number): void {
    if (now - this.lastSentAt < SEND_PAUSE_MS) return;
    this.lastSentAt = now;
    const { localParticipant } = this.room;
    const payload = new TextEncoder().encode(JSON.stringify({ r: sign }));
    this.show(localParticipant, sign);
    // Lossy on purpose: a reaction that comes late is worth nothing.
    void localParticipant
      .publishData(payload, { reliable: false, topic: REACTION_TOPIC })
      .catch(() => undefined);
  }

  close(): void {
    this.room.off(RoomEvent.DataReceived, this.onData);
  }

  private show(participant: Participant, sign: ReactionSign): void {
    this.counter += 1;
    const { identity, name } = participant;
    const reaction = { id: this.counter, identity, name: name || identity, sign };
    this.shown.update((list) => addReaction(list, reaction));
    setTimeout(() => {
      this.shown.update((list) => list.filter((r) => r.id !== reaction.id));
    }, REACTION_MS);
    this.onReaction(reaction);
  }

  private readonly onData = (
    payload: Uint8Array,
    participant: Participant | undefined,
    _kind: unknown,
    topic: string | undefined,
  ) => {
    if (topic !== REACTION_TOPIC || !participant || participant.isLocal) return;
    const sign = parseReaction(payload);
    if (sign) this.show(participant, sign);
  };
}
