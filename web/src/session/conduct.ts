import { type LocalParticipant, type Participant, type Room, RoomEvent, Track } from 'livekit-client';
import type { Result } from '../api/client';
import {
  type PersonAct,
  type Right,
  type Role,
  type RoomAct,
  RoomCalls,
  type RoomChange,
} from '../api/room';
import { HandLowering } from './handLowering';
import type { LocalKind } from './localMedia';
import { NOTICE_TOPIC, type Notice, parseNotice } from './notices';
import {
  changesBetween,
  handOf,
  isHost,
  may,
  parseRoomState,
  PLAIN_ROOM,
  roleOf,
  type RoomChangeSeen,
  type RoomState,
} from './roomState';
import { Store } from './store';
import { Toasts } from './toasts';
import { WaitingList } from './waitingList';

/** A notice that says who did it may come a moment after the change that everybody sees. */
const BY_WAIT_MS = 300;
const BY_VALID_MS = 3000;
const HAND_TICK_MS = 500;

export interface ConductEvents {
  /** A right was taken away: stop what needs it. */
  onForbidden: (kind: LocalKind) => void;
  /** Something new waits for a host. */
  onKnock: () => void;
  onHand: (name: string) => void;
}

/** Roles, rights and acts of the meeting: what the server says, and what we ask it to do. */
export class Conduct {
  readonly state = new Store<RoomState>(PLAIN_ROOM);
  readonly role = new Store<Role>('PARTICIPANT');
  readonly handAt = new Store<number | undefined>(undefined);
  /** Who asks us to turn on the microphone. */
  readonly unmuteAsk = new Store<string | undefined>(undefined);
  readonly toasts = new Toasts();
  readonly waiting: WaitingList;
  /** The last notice that explains why the server takes us out. */
  farewell: Notice | undefined;

  private readonly calls: RoomCalls;
  private readonly lowering = new HandLowering();
  private by = { name: '', at: 0 };
  private handTimer: ReturnType<typeof setInterval> | undefined;
  private begun = false;
  private ownActAt = 0;

  constructor(
    private readonly room: Room,
    code: string,
    token: () => string,
    private readonly events: ConductEvents,
  ) {
    this.calls = new RoomCalls(code, token);
    this.waiting = new WaitingList(this.calls, (people) => {
      const newest = people[people.length - 1];
      if (!newest) return;
      this.toasts.show({ kind: 'waiting', count: people.length, name: newest.name }, true);
      this.events.onKnock();
    });
    room.on(RoomEvent.RoomMetadataChanged, this.readRoom);
    room.on(RoomEvent.ParticipantAttributesChanged, this.onAttributes);
    room.on(RoomEvent.ParticipantPermissionsChanged, this.onPermissions);
    room.on(RoomEvent.DataReceived, this.onData);
  }

  /** On a connection that is new or came back. What changed meanwhile is announced; the first state isn't. */
  begin(): void {
    this.readSelf(this.begun);
    if (!this.begun) this.state.set(parseRoomState(this.room.metadata));
    this.begun = true;
    this.readRoom();
    this.waiting.note(this.state.get().waiting, this.isHost());
    this.dropForbidden();
  }

  readonly isHost = (): boolean => isHost(this.role.get());

  may(right: Right): boolean {
    return may(right, this.role.get(), this.state.get());
  }

  change = (change: RoomChange) => this.own(this.calls.change(change));
  act = (act: RoomAct) => this.own(this.calls.act(act));
  person = (identity: string, act: PersonAct) => this.report(this.calls.person(identity, act));
  spotlight = (identity: string | null) => this.own(this.calls.spotlight(identity));
  hand = (raised: boolean) => this.report(this.calls.hand(raised));

  async answer(id: string, answer: 'admit' | 'deny'): Promise<void> {
    const done = await this.report(this.calls.answer(id, answer));
    if (done) this.waiting.drop(id);
    else void this.waiting.look();
    this.tidyKnock();
  }

  async answerAll(answer: 'admit' | 'deny'): Promise<void> {
    const done = await this.report(this.calls.answerAll(answer));
    if (done) this.waiting.drop('all');
    else void this.waiting.look();
    this.tidyKnock();
  }

  close(): void {
    this.waiting.close();
    clearInterval(this.handTimer);
    this.room.off(RoomEvent.RoomMetadataChanged, this.readRoom);
    this.room.off(RoomEvent.ParticipantAttributesChanged, this.onAttributes);
    this.room.off(RoomEvent.ParticipantPermissionsChanged, this.onPermissions);
    this.room.off(RoomEvent.DataReceived, this.onData);
  }

  /** The control that was pressed shows the change; only the others need a message about it. */
  private own(call: Promise<Result<unknown>>): Promise<boolean> {
    this.ownActAt = Date.now();
    return this.report(call);
  }

  private async report(call: Promise<Result<unknown>>): Promise<boolean> {
    const answer = await call;
    if (!answer.ok) this.toasts.show({ kind: 'failed', problem: answer.problem });
    return answer.ok;
  }

  private tidyKnock(): void {
    if (this.waiting.people.get().length === 0) this.toasts.dismissKind('waiting');
  }

  private readonly readRoom = () => {
    const before = this.state.get();
    const now = parseRoomState(this.room.metadata);
    this.state.set(now);
    const changes = changesBetween(before, now);
    if (changes.length > 0) setTimeout(() => this.announce(changes), BY_WAIT_MS);
    if (before.spotlight !== now.spotlight) this.announceSpotlight(now.spotlight);
    if (before.waiting !== now.waiting) this.waiting.note(now.waiting, this.isHost());
    if (now.waiting === 0) this.toasts.dismissKind('waiting');
    this.dropForbidden();
  };

  private announce(changes: readonly RoomChangeSeen[]): void {
    if (Date.now() - this.ownActAt < BY_VALID_MS) return;
    const by = Date.now() - this.by.at < BY_VALID_MS ? this.by.name : '';
    // A suspension turns everything off at once: said once, not six times.
    const suspended = changes.find((c) => c.what === 'suspended');
    // The banner over the stage says that all is suspended; its end is worth a message.
    if (this.state.get().suspended) return;
    for (const change of suspended ? [suspended] : changes) this.toasts.show({ kind: 'change', change, by });
  }

  private announceSpotlight(identity: string | undefined): void {
    if (Date.now() - this.ownActAt < BY_VALID_MS) return;
    if (identity === undefined) {
      this.toasts.show({ kind: 'spotlight-off' });
      return;
    }
    const person = this.room.getParticipantByIdentity(identity);
    if (!person) return;
    this.toasts.show({ kind: 'spotlight', name: person.name || identity, own: person.isLocal });
  }

  private readonly onAttributes = (
    changed: Record<string, string>,
    participant: Participant,
  ) => {
    if (participant.isLocal) {
      this.readSelf(true);
      return;
    }
    if (changed['rapat.hand'] && handOf(participant.attributes)) {
      const name = participant.name || participant.identity;
      this.events.onHand(name);
      if (this.isHost()) this.toasts.show({ kind: 'hand', name });
    }
  };

  private readSelf(announce: boolean): void {
    const { attributes } = this.room.localParticipant;
    const before = this.role.get();
    const now = roleOf(attributes);
    this.role.set(now);
    this.handAt.set(handOf(attributes));
    this.watchHand();
    if (isHost(before) === isHost(now)) return;
    this.waiting.note(this.state.get().waiting, isHost(now));
    if (announce) this.toasts.show({ kind: 'role', host: isHost(now) });
    this.dropForbidden();
  }

  /** While the own hand is up the own voice lowers it. */
  private watchHand(): void {
    const raised = this.handAt.get() !== undefined;
    if (raised === (this.handTimer !== undefined)) return;
    clearInterval(this.handTimer);
    this.handTimer = undefined;
    this.lowering.note(false, false, 0);
    if (!raised) return;
    this.handTimer = setInterval(() => {
      const { localParticipant } = this.room;
      const speaking = localParticipant.isSpeaking && localParticipant.isMicrophoneEnabled;
      if (!this.lowering.note(this.handAt.get() !== undefined, speaking, Date.now())) return;
      void this.hand(false).then((done) => done && this.toasts.show({ kind: 'hand-spoke' }));
    }, HAND_TICK_MS);
  }

  private readonly onPermissions = (_before: unknown, participant: Participant) => {
    if (participant.isLocal) this.dropForbidden();
  };

  /** Both the room's rights and the own permissions may forbid; the stricter one counts. */
  private dropForbidden(): void {
    const { localParticipant } = this.room;
    if (!mayPublish(localParticipant, Track.Source.Microphone)) this.events.onForbidden('mic');
    if (!this.may('video') || !mayPublish(localParticipant, Track.Source.Camera)) {
      this.events.onForbidden('cam');
    }
    if (!this.may('share') || !mayPublish(localParticipant, Track.Source.ScreenShare)) {
      this.events.onForbidden('share');
    }
  }

  private readonly onData = (
    payload: Uint8Array,
    participant: Participant | undefined,
    _kind: unknown,
    topic: string | undefined,
  ) => {
    // Only the server speaks here: a packet of a participant under this topic is a fake.
    if (topic !== NOTICE_TOPIC || participant) return;
    const notice = parseNotice(payload);
    if (notice) this.onNotice(notice);
  };

  private onNotice(notice: Notice): void {
    switch (notice.kind) {
      case 'ask-unmute':
        if (!this.room.localParticipant.isMicrophoneEnabled) this.unmuteAsk.set(notice.by);
        return;
      case 'muted':
      case 'video-stopped':
      case 'hand-lowered':
        this.toasts.show({ kind: notice.kind, by: notice.by });
        return;
      case 'to-waiting':
      case 'removed':
      case 'ended':
        this.farewell = notice;
        return;
      case 'room':
        this.by = { name: notice.by, at: Date.now() };
        return;
    }
  }
}

function mayPublish(participant: LocalParticipant, source: Track.Source): boolean {
  const { permissions } = participant;
  if (!permissions) return true;
  const { canPublish, canPublishSources } = permissions;
  const wanted = Track.sourceToProto(source);
  return canPublish && (canPublishSources.length === 0 || canPublishSources.includes(wanted));
}
