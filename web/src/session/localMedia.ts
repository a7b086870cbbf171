import {
  type LocalTrack,
  type LocalTrackPublication,
  LocalVideoTrack,
  type Room,
  type Participant,
  RoomEvent,
  Track,
  type TrackPublication,
} from 'livekit-client';
import { type MediaProblem, mediaProblemOf } from '../devices/mediaError';
import { deliversPictures } from '../devices/pictures';
import { setPrefs } from '../prefs/prefs';
import { Store } from './store';

export interface LocalMediaState {
  /** What the person wants; the tracks follow, also across a lost connection. */
  micOn: boolean;
  camOn: boolean;
  sharing: boolean;
}

export type LocalKind = 'mic' | 'cam' | 'share';

/** Our own microphone, camera and screen: the wish, and what is held to fulfil it. */
export class LocalMedia {
  readonly state: Store<LocalMediaState>;
  private readonly held = new Map<Track.Source, LocalTrack>();
  /** Own switching under way: what the SDK reports meanwhile is its echo, not somebody's act. */
  private switching = 0;

  constructor(
    private readonly room: Room,
    wanted: { micOn: boolean; camOn: boolean },
    private readonly isUp: () => boolean,
    private readonly onProblem: (kind: LocalKind, problem: MediaProblem) => void,
  ) {
    this.state = new Store<LocalMediaState>({ ...wanted, sharing: false });
    room.on(RoomEvent.LocalTrackPublished, this.onPublished);
    room.on(RoomEvent.LocalTrackUnpublished, this.onUnpublished);
    room.on(RoomEvent.TrackMuted, this.onMuted);
    room.on(RoomEvent.TrackUnmuted, this.onUnmuted);
  }

  /** Somebody took the right away: what needs it stops, and doesn't come back by itself. */
  forbid(kind: LocalKind): void {
    if (kind === 'share') {
      if (this.held.has(Track.Source.ScreenShare)) void this.stopShare();
      return;
    }
    const { micOn, camOn } = this.state.get();
    if (kind === 'mic' ? !micOn : !camOn) return;
    this.state.update((s) => (kind === 'mic' ? { ...s, micOn: false } : { ...s, camOn: false }));
    void (kind === 'mic' ? this.applyMic() : this.applyCam());
  }

  async setMic(on: boolean): Promise<void> {
    setPrefs({ micOn: on });
    this.state.update((s) => ({ ...s, micOn: on }));
    await this.applyMic();
  }

  async setCam(on: boolean): Promise<void> {
    setPrefs({ camOn: on });
    this.state.update((s) => ({ ...s, camOn: on }));
    await this.applyCam();
  }

  async startShare(): Promise<void> {
    try {
      await this.room.localParticipant.setScreenShareEnabled(true, {
        audio: true,
        contentHint: 'detail',
        selfBrowserSurface: 'include',
        surfaceSwitching: 'include',
        systemAudio: 'include',
      });
    } catch (error) {
      // Closing the browser's picker is an answer, not a fault.
      const problem = mediaProblemOf(error);
      if (problem !== 'denied') this.onProblem('share', problem);
    }
    this.noteSharing();
  }

  async stopShare(): Promise<void> {
    for (const source of [Track.Source.ScreenShare, Track.Source.ScreenShareAudio]) {
      const track = this.held.get(source);
      if (!track) continue;
      this.held.delete(source);
      track.stop();
      await this.room.localParticipant.unpublishTrack(track, true).catch(() => undefined);
    }
    this.noteSharing();
  }

  /** The connection is gone for good: devices are freed, a share stays held for the next one. */
  release(): void {
    for (const source of [Track.Source.Microphone, Track.Source.Camera]) {
      this.held.get(source)?.stop();
      this.held.delete(source);
    }
  }

  /**
   * On a connection that is new or came back: wishes from the meantime take effect, and what the
   * SDK could not publish again is published.
   */
  async restore(): Promise<void> {
    await Promise.all([this.applyMic(), this.applyCam(), this.republishShare()]);
    this.noteSharing();
    await this.reviveCamera();
  }

  /** A camera that came back from an interruption without pictures is started once more. */
  private async reviveCamera(): Promise<void> {
    const track = this.room.localParticipant.getTrackPublication(Track.Source.Camera)?.videoTrack;
    if (!(track instanceof LocalVideoTrack) || track.isMuted) return;
    const source = track.mediaStreamTrack;
    if (await deliversPictures(source)) return;
    // Turned off or replaced meanwhile: then there is nothing to revive.
    if (track.isMuted || track.mediaStreamTrack !== source || source.readyState !== 'live') return;
    await track.restartTrack().catch(() => undefined);
  }

  stopEverything(): void {
    for (const track of this.held.values()) track.stop();
    this.held.clear();
    this.room.off(RoomEvent.LocalTrackPublished, this.onPublished);
    this.room.off(RoomEvent.LocalTrackUnpublished, this.onUnpublished);
    this.room.off(RoomEvent.TrackMuted, this.onMuted);
    this.room.off(RoomEvent.TrackUnmuted, this.onUnmuted);
  }

  private async republishShare(): Promise<void> {
    for (const source of [Track.Source.ScreenShare, Track.Source.ScreenShareAudio]) {
      const track = this.held.get(source);
      if (!track || this.room.localParticipant.getTrackPublication(source)) continue;
      if (isLive(track)) await this.room.localParticipant.publishTrack(track).catch(() => undefined);
      else this.held.delete(source);
    }
  }

  private async applyMic(): Promise<void> {
    const { micOn } = this.state.get();
    const { localParticipant } = this.room;
    // Turning off never waits for a connection; turning on does, and restore() catches up.
    if ((micOn && !this.isUp()) || localParticipant.isMicrophoneEnabled === micOn) return;
    this.switching += 1;
    try {
      await localParticipant.setMicrophoneEnabled(micOn);
    } catch (error) {
      if (!this.isUp()) return;
      this.state.update((s) => ({ ...s, micOn: false }));
      this.onProblem('mic', mediaProblemOf(error));
    } finally {
      this.switching -= 1;
    }
  }

  private async applyCam(): Promise<void> {
    const { camOn } = this.state.get();
    const { localParticipant } = this.room;
    if ((camOn && !this.isUp()) || localParticipant.isCameraEnabled === camOn) return;
    this.switching += 1;
    try {
      await localParticipant.setCameraEnabled(camOn);
    } catch (error) {
      if (!this.isUp()) return;
      this.state.update((s) => ({ ...s, camOn: false }));
      this.onProblem('cam', mediaProblemOf(error));
    } finally {
      this.switching -= 1;
    }
  }

  private noteSharing(): void {
    const track = this.held.get(Track.Source.ScreenShare);
    const sharing = track !== undefined && isLive(track);
    if (this.state.get().sharing !== sharing) this.state.update((s) => ({ ...s, sharing }));
  }

  private readonly onPublished = (publication: LocalTrackPublication) => {
    if (publication.track) this.held.set(publication.source, publication.track);
    this.noteSharing();
  };

  /** A host muted us. The wish follows, so that a reconnect doesn't turn it on again. */
  private readonly onMuted = (publication: TrackPublication, participant: Participant) => {
    if (!participant.isLocal || this.switching > 0 || !this.isUp()) return;
    const { source } = publication;
    if (source === Track.Source.Microphone) this.state.update((s) => ({ ...s, micOn: false }));
    else if (source === Track.Source.Camera) this.state.update((s) => ({ ...s, camOn: false }));
  };

  /** Nobody is turned on from afar: without the own wish it goes off again at once. */
  private readonly onUnmuted = (publication: TrackPublication, participant: Participant) => {
    if (!participant.isLocal || this.switching > 0) return;
    const { micOn, camOn } = this.state.get();
    const { source } = publication;
    if (source === Track.Source.Microphone && !micOn) void this.applyMic();
    else if (source === Track.Source.Camera && !camOn) void this.applyCam();
  };

  private readonly onUnpublished = (publication: LocalTrackPublication) => {
    const track = this.held.get(publication.source);
    // A lost connection unpublishes too, but leaves the track alive: then it stays held.
    if (track && !isLive(track)) this.held.delete(publication.source);
    this.noteSharing();
  };
}

function isLive(track: LocalTrack): boolean {
  return track.mediaStreamTrack.readyState === 'live';
}
