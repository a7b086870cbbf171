import { type DisconnectReason, type Room, RoomEvent } from 'livekit-client';
import type { Problem } from '../api/client';
import { isWaiting, type JoinGrant, joinMeeting, type WaitingGrant } from '../api/room';
import { type MediaProblem, mediaProblemOf } from '../devices/mediaError';
import { hostKeyOf, rememberToken } from '../meeting/hostKey';
import type { Happening } from './announcements';
import { playRemoteAudio } from './audioSinks';
import { ChatRoom } from './chatRoom';
import { chime } from './chime';
import { Conduct } from './conduct';
import { endReasonOf, refusalOf } from './endReason';
import { type LocalKind, LocalMedia } from './localMedia';
import { EMPTY_SEATING, renameSeat, seat, type Seating } from './order';
import { collectPeople, collectShares, type Person, type Share } from './people';
import { type Effect, isInterrupted, type Phase, reduce, type SessionEvent } from './reducer';
import { ReactionFlow } from './reactions';
import { createRoom, signalUrl } from './room';
import { Store } from './store';

export interface Scene {
  /** In seating order: the first page first. */
  people: readonly Person[];
  share: Share | undefined;
}

export interface Trouble {
  id: number;
  kind: LocalKind;
  problem: MediaProblem;
}

export interface SessionOptions {
  code: string;
  name: string;
  singlePeerConnection: boolean | undefined;
  wanted: { micOn: boolean; camOn: boolean };
}

/** More large pictures than this are none. */
const PIN_LIMIT = 4;

declare global {
  interface Window {
    /** Debugging handle: the room of the running call. */
    __rapatRoom?: Room;
  }
}

/** Everything that may change the picture; each leads to one recomputation per turn. */
const SCENE_EVENTS = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.ParticipantAttributesChanged,
] as const;

/** One call from joining to leaving. It owns the Room; React only watches its stores. */
export class MeetingSession {
  readonly room: Room;
  readonly code: string;
  readonly name: string;
  readonly phase = new Store<Phase>({ kind: 'joining' });
  readonly scene = new Store<Scene>({ people: [], share: undefined });
  readonly soundBlocked = new Store(false);
  readonly troubles = new Store<readonly Trouble[]>([]);
  readonly media: LocalMedia;
  readonly chat: ChatRoom;
  readonly conduct: Conduct;
  readonly reactions: ReactionFlow;
  /** Who is large for us alone. */
  readonly pins = new Store<readonly string[]>([]);
  /** Set when we were sent back to the waiting room. */
  waitingAgain: WaitingGrant | undefined;
  readonly joinedAt = Date.now();
  chatRetentionHours = 24;

  private readonly ownIdentities = new Set<string>();
  private readonly happeningListeners = new Set<(happening: Happening) => void>();
  private readonly stopAudio: () => void;
  private seating: Seating = EMPTY_SEATING;
  private firstPageSize = 25;
  private sharesBegun: string[] = [];
  private sceneScheduled = false;
  private rejoinTimer: ReturnType<typeof setTimeout> | undefined;
  private troubleCounter = 0;
  private token = '';

  constructor(private readonly options: SessionOptions) {
    this.name = options.name;
    this.code = options.code;
    this.room = createRoom(options.singlePeerConnection);
    window.__rapatRoom = this.room;
    const isUp = () => this.phase.get().kind === 'live';
    this.media = new LocalMedia(this.room, options.wanted, isUp, this.onTrouble);
    this.chat = new ChatRoom(this.room, this.code, isUp, this.isOwn, (message) =>
      this.tell({ type: 'message', name: message.senderName, text: message.text }),
    );
    this.conduct = new Conduct(this.room, this.code, () => this.token, {
      onForbidden: (kind) => this.media.forbid(kind),
      onKnock: () => void chime('knock'),
      onHand: (name) => {
        this.tell({ type: 'hand', name });
        if (this.conduct.isHost()) void chime('hand');
      },
    });
    this.reactions = new ReactionFlow(this.room, (reaction) => {
      if (!this.isOwn(reaction.identity)) {
        this.tell({ type: 'reaction', name: reaction.name, text: reaction.sign });
      }
    });
    this.stopAudio = playRemoteAudio(this.room);
    this.listen();
  }

  /** The first connection; a failure is thrown to the page that shows it. */
  async connect(grant: JoinGrant): Promise<void> {
    await this.connectRoom(grant);
    this.dispatch({ type: 'connected' });
    this.afterConnect();
  }

  leave(): void {
    this.dispatch({ type: 'ended', why: 'left' });
  }

  async startSound(): Promise<void> {
    await this.room.startAudio().catch(() => undefined);
    this.noteSound();
  }

  setFirstPageSize(size: number): void {
    this.firstPageSize = size;
  }

  /** An empty id is the browser's default device. */
  async switchDevice(kind: MediaDeviceKind, id: string): Promise<void> {
    try {
      await this.room.switchActiveDevice(kind, id || 'default', id !== '');
    } catch (error) {
      if (kind === 'audiooutput') return;
      this.onTrouble(kind === 'audioinput' ? 'mic' : 'cam', mediaProblemOf(error));
    }
  }

  activeDevice(kind: MediaDeviceKind): string {
    return this.room.getActiveDevice(kind) ?? '';
  }

  dismissTrouble(id: number): void {
    this.troubles.update((list) => list.filter((t) => t.id !== id));
  }

  reloadChat(): void {
    void this.chat.loadHistory(this.token);
  }

  togglePin(identity: string): void {
    this.pins.update((pins) =>
      pins.includes(identity)
        ? pins.filter((id) => id !== identity)
        : [...pins, identity].slice(-PIN_LIMIT),
    );
  }

  readonly isOwn = (identity: string): boolean => this.ownIdentities.has(identity);

  onHappening(listener: (happening: Happening) => void): () => void {
    this.happeningListeners.add(listener);
    return () => this.happeningListeners.delete(listener);
  }

  private listen(): void {
    const { room } = this;
    const lost = () => this.dispatch({ type: 'connectionLost', at: Date.now() });
    room.on(RoomEvent.Reconnecting, lost);
    room.on(RoomEvent.SignalReconnecting, lost);
    room.on(RoomEvent.Reconnected, () => {
      this.dispatch({ type: 'connectionBack' });
      void this.media.restore();
      this.afterRecovery();
    });
    room.on(RoomEvent.Disconnected, this.onDisconnected);
    room.on(RoomEvent.AudioPlaybackStatusChanged, () => this.noteSound());
    room.on(RoomEvent.ParticipantConnected, (p) =>
      this.tellIfLive({ type: 'joined', name: p.name || p.identity }, p.identity),
    );
    room.on(RoomEvent.ParticipantDisconnected, (p) =>
      this.tellIfLive({ type: 'left', name: p.name || p.identity }, p.identity),
    );
    for (const event of SCENE_EVENTS) room.on(event, this.scheduleScene);
  }

  private dispatch(event: SessionEvent): void {
    const { phase, effects } = reduce(this.phase.get(), event);
    this.phase.set(phase);
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case 'rejoinIn':
        clearTimeout(this.rejoinTimer);
        this.rejoinTimer = setTimeout(() => void this.rejoin(), effect.delayMs);
        return;
      case 'stopEverything':
        this.stopEverything();
        return;
    }
  }

  private async rejoin(): Promise<void> {
    const answer = await this.askAgain();
    if (this.phase.get().kind !== 'rejoining') return;
    if (!answer.ok) return this.onRejoinRefused(answer.problem);
    if (isWaiting(answer.value)) return this.onSentBack(answer.value);
    try {
      await this.connectRoom(answer.value);
    } catch {
      this.dispatch({ type: 'rejoinFailed' });
      return;
    }
    this.dispatch({ type: 'connected' });
    void this.media.restore();
    this.afterRecovery();
  }

  /** With the old token: the same person, with the same place in the meeting. */
  private askAgain() {
    const hostKey = hostKeyOf(this.code);
    return joinMeeting(this.code, {
      name: this.options.name,
      token: this.token,
      ...(hostKey ? { hostKey } : {}),
    });
  }

  private onRejoinRefused({ status, code, retryAfterSeconds = 0 }: Problem): void {
    const why = refusalOf(status, code);
    if (why) this.dispatch({ type: 'ended', why });
    else this.dispatch({ type: 'rejoinFailed', retryAfterMs: retryAfterSeconds * 1000 });
  }

  private onSentBack(grant: WaitingGrant): void {
    this.waitingAgain = grant;
    this.dispatch({ type: 'ended', why: 'waiting' });
  }

  /** Taken out by the server: for good, or only back to the waiting room? It is asked. */
  private async onTakenOut(): Promise<void> {
    this.media.stopEverything();
    const kind = this.conduct.farewell?.kind;
    if (kind === 'removed' || kind === 'ended') {
      this.dispatch({ type: 'ended', why: kind === 'removed' ? 'removed' : 'closed' });
      return;
    }
    const answer = await this.askAgain();
    if (answer.ok && isWaiting(answer.value)) this.onSentBack(answer.value);
    else if (!answer.ok && refusalOf(answer.problem.status, answer.problem.code) === 'closed') {
      this.dispatch({ type: 'ended', why: 'closed' });
    } else this.dispatch({ type: 'ended', why: 'removed' });
  }

  private async connectRoom(grant: JoinGrant): Promise<void> {
    const before = this.room.localParticipant.identity;
    this.token = grant.token;
    rememberToken(this.code, grant.token);
    this.ownIdentities.add(grant.identity);
    this.chatRetentionHours = grant.chatRetentionHours ?? this.chatRetentionHours;
    await this.room.connect(signalUrl(grant.url, window.location.origin), grant.token);
    const now = this.room.localParticipant.identity;
    this.ownIdentities.add(now);
    this.seating = renameSeat(this.seating, before, now);
    // The person may have left while the connection was being made.
    if (this.phase.get().kind === 'ended') await this.room.disconnect(true);
  }

  private afterConnect(): void {
    this.noteSound();
    this.conduct.begin();
    void this.media.restore();
    this.reloadChat();
    this.refreshScene();
  }

  private afterRecovery(): void {
    this.conduct.begin();
    this.chat.flush();
    this.reloadChat();
    this.noteSound();
    this.refreshScene();
  }

  private readonly onDisconnected = (reason?: DisconnectReason) => {
    const why = endReasonOf(reason);
    if (why === 'removed' && this.phase.get().kind !== 'ended') {
      void this.onTakenOut();
      return;
    }
    if (why) {
      this.dispatch({ type: 'ended', why });
      return;
    }
    this.media.release();
    this.dispatch({ type: 'dropped', at: Date.now() });
  };

  private stopEverything(): void {
    clearTimeout(this.rejoinTimer);
    this.media.stopEverything();
    this.chat.close();
    this.conduct.close();
    this.reactions.close();
    this.stopAudio();
    void this.room.disconnect(true).catch(() => undefined);
  }

  private readonly scheduleScene = () => {
    if (this.sceneScheduled) return;
    this.sceneScheduled = true;
    setTimeout(() => {
      this.sceneScheduled = false;
      this.refreshScene();
    }, 0);
  };

  /** While the connection is away the last picture stands: the SDK drops people meanwhile. */
  private refreshScene(): void {
    if (this.phase.get().kind === 'ended' || isInterrupted(this.phase.get())) return;
    const before = this.scene.get();
    const people = collectPeople(this.room, before.people, this.ghosts());
    this.seating = seat(this.seating, people, this.firstPageSize, Date.now());
    const byIdentity = new Map(people.map((p) => [p.identity, p]));
    const seated = this.seating.order.flatMap((id) => byIdentity.get(id) ?? []);
    this.scene.set({ people: seated, share: this.currentShare() });
  }

  private currentShare(): Share | undefined {
    const shares = collectShares(this.room, this.sharesBegun);
    const running = shares.map((s) => s.identity);
    const kept = this.sharesBegun.filter((id) => running.includes(id));
    this.sharesBegun = [...kept, ...running.filter((id) => !kept.includes(id))];
    const latest = this.sharesBegun[this.sharesBegun.length - 1];
    return shares.find((s) => s.identity === latest);
  }

  private ghosts(): ReadonlySet<string> {
    const ghosts = new Set(this.ownIdentities);
    ghosts.delete(this.room.localParticipant.identity);
    return ghosts;
  }

  private noteSound(): void {
    this.soundBlocked.set(!this.room.canPlaybackAudio);
  }

  private readonly onTrouble = (kind: LocalKind, problem: MediaProblem) => {
    this.troubleCounter += 1;
    const trouble = { id: this.troubleCounter, kind, problem };
    this.troubles.update((list) => [...list.filter((t) => t.kind !== kind), trouble]);
  };

  private tellIfLive(happening: Happening, identity: string): void {
    if (this.phase.get().kind === 'live' && !this.isOwn(identity)) this.tell(happening);
  }

  private tell(happening: Happening): void {
    for (const listener of this.happeningListeners) listener(happening);
  }
}
export { peerConnectionChoice } from './room';
