import {
  type LocalTrack,
  type LocalTrackPublication,
  type Room,
  RoomEvent,
  Track,
} from 'livekit-client';
import { type MediaProblem, mediaProblemOf } from '../devices/mediaError';
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

  constructor(
    private readonly room: Room,
    wanted: { micOn: boolean; camOn: boolean },
    private readonly isUp: () => boolean,
    private readonly onProblem: (kind: LocalKind, problem: MediaProblem) => void,
  ) {
    this.state = new Store<LocalMediaState>({ ...wanted, sharing: false });
    room.on(RoomEvent.LocalTrackPublished, this.onPublished);
    room.on(RoomEvent.LocalTrackUnpublished, this.onUnpublished);
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
  }

  stopEverything(): void {
    for (const track of this.held.values()) track.stop();
    this.held.clear();
    this.room.off(RoomEvent.LocalTrackPublished, this.onPublished);
    this.room.off(RoomEvent.LocalTrackUnpublished, this.onUnpublished);
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
    try {
      await localParticipant.setMicrophoneEnabled(micOn);
    } catch (error) {
      if (!this.isUp()) return;
      this.state.update((s) => ({ ...s, micOn: false }));
      this.onProblem('mic', mediaProblemOf(error));
    }
  }

  private async applyCam(): Promise<void> {
    const { camOn } = this.state.get();
    const { localParticipant } = this.room;
    if ((camOn && !this.isUp()) || localParticipant.isCameraEnabled === camOn) return;
    try {
      await localParticipant.setCameraEnabled(camOn);
    } catch (error) {
      if (!this.isUp()) return;
      this.state.update((s) => ({ ...s, camOn: false }));
      this.onProblem('cam', mediaProblemOf(error));
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
