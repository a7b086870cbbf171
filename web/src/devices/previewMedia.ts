import { getPrefs, setPrefs } from '../prefs/prefs';
import { Store } from '../session/store';
import { type MediaProblem, mediaProblemOf } from './mediaError';

export type PreviewKind = 'mic' | 'cam';

export interface Wishes {
  micOn: boolean;
  camOn: boolean;
}

export interface PreviewState {
  /**
   * unknown: not looked yet; ask: the person has to press the button first; asking: the browser's
   * question is open; given: devices may be started.
   */
  access: 'unknown' | 'ask' | 'asking' | 'given';
  mic?: MediaStreamTrack;
  cam?: MediaStreamTrack;
  micProblem?: MediaProblem;
  camProblem?: MediaProblem;
  /** Grows with every device that started: labels may have become readable. */
  revision: number;
}

/** Camera and microphone before the call. Asks on intent only, and works without either. */
export class PreviewMedia {
  readonly state = new Store<PreviewState>({ access: 'unknown', revision: 0 });
  private readonly turn: Record<PreviewKind, number> = { mic: 0, cam: 0 };
  private ungranted: Record<PreviewKind, boolean> = { mic: false, cam: false };
  private closed = false;

  /** Starts what the browser already allows; otherwise waits for the person. */
  async begin(): Promise<void> {
    this.closed = false;
    if (!navigator.mediaDevices?.getUserMedia) {
      this.patch({ access: 'given', micProblem: 'insecure', camProblem: 'insecure' });
      return;
    }
    const [mic, cam] = await Promise.all([isGranted('microphone'), isGranted('camera')]);
    if (this.closed || this.state.get().access !== 'unknown') return;
    if (!mic && !cam) {
      this.patch({ access: 'ask' });
      return;
    }
    this.patch({ access: 'given' });
    const { micOn, camOn } = getPrefs();
    if (mic && micOn) void this.start('mic');
    if (cam && camOn) void this.start('cam');
    // Allowed one of two: the other is off until it is wanted, and Join must not ask for it.
    this.ungranted = { mic: !mic, cam: !cam };
  }

  /** One question for both devices; when it fails, each alone, to tell which one is the matter. */
  async ask(): Promise<void> {
    setPrefs({ micOn: true, camOn: true });
    this.patch({ access: 'asking' });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: constraint('mic'),
        video: constraint('cam'),
      });
      if (this.closed) return stopAll(stream);
      this.patch({ access: 'given' });
      this.accept('mic', stream);
      this.accept('cam', stream);
    } catch (error) {
      if (this.closed) return;
      this.patch({ access: 'given' });
      if (mediaProblemOf(error) === 'denied' && !(await this.anyGranted())) {
        this.patch({ micProblem: 'denied', camProblem: 'denied' });
        return;
      }
      await Promise.all([this.start('mic'), this.start('cam')]);
    }
  }

  /** Turning a device on is an intent, too: it may bring up the browser's question. */
  set(kind: PreviewKind, on: boolean): void {
    setPrefs(kind === 'mic' ? { micOn: on } : { camOn: on });
    if (!on) {
      this.stop(kind);
      this.patch(kind === 'mic' ? { micProblem: undefined } : { camProblem: undefined });
    } else {
      if (this.state.get().access === 'ask') this.allowOnly(kind);
      void this.start(kind);
    }
  }

  choose(kind: PreviewKind, deviceId: string): void {
    setPrefs(kind === 'mic' ? { micId: deviceId } : { camId: deviceId });
    if (this.state.get()[kind]) void this.start(kind);
  }

  /** What to start the call with: only what runs here, so that joining asks nothing new. */
  wishes(): Wishes {
    const { access, micProblem, camProblem } = this.state.get();
    const { micOn, camOn } = getPrefs();
    const may = access === 'given';
    return {
      micOn: may && micOn && !micProblem && !this.ungranted.mic,
      camOn: may && camOn && !camProblem && !this.ungranted.cam,
    };
  }

  retry(): void {
    const { micProblem, camProblem } = this.state.get();
    if (micProblem) void this.start('mic');
    if (camProblem) void this.start('cam');
  }

  close(): void {
    this.closed = true;
    this.stop('mic');
    this.stop('cam');
    this.patch({ access: 'unknown' });
  }

  private async start(kind: PreviewKind): Promise<void> {
    if (!navigator.mediaDevices?.getUserMedia) return;
    this.stop(kind);
    const turn = this.turn[kind];
    const wanted = kind === 'mic' ? { audio: constraint(kind) } : { video: constraint(kind) };
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      if (this.closed || turn !== this.turn[kind]) return stopAll(stream);
      this.accept(kind, stream);
    } catch (error) {
      if (this.closed || turn !== this.turn[kind]) return;
      const problem = mediaProblemOf(error);
      this.patch(kind === 'mic' ? { micProblem: problem } : { camProblem: problem });
    }
  }

  private accept(kind: PreviewKind, stream: MediaStream): void {
    const track = kind === 'mic' ? stream.getAudioTracks()[0] : stream.getVideoTracks()[0];
    const revision = this.state.get().revision + 1;
    // A device that is pulled out ends its track: said at once, not at the first word nobody hears.
    this.ungranted[kind] = false;
    track?.addEventListener('ended', () => this.onEnded(kind, track));
    if (kind === 'mic') this.patch({ mic: track, micProblem: undefined, revision });
    else this.patch({ cam: track, camProblem: undefined, revision });
  }

  private onEnded(kind: PreviewKind, track: MediaStreamTrack): void {
    if (this.state.get()[kind] !== track) return;
    if (kind === 'mic') this.patch({ mic: undefined, micProblem: 'missing' });
    else this.patch({ cam: undefined, camProblem: 'missing' });
  }

  private stop(kind: PreviewKind): void {
    this.turn[kind] += 1;
    const track = this.state.get()[kind];
    this.patch(kind === 'mic' ? { mic: undefined } : { cam: undefined });
    track?.stop();
  }

  /** One device was wanted before any was allowed: the other one stays off until it is wanted. */
  private allowOnly(kind: PreviewKind): void {
    setPrefs(kind === 'mic' ? { camOn: false } : { micOn: false });
    this.patch({ access: 'given' });
  }

  private async anyGranted(): Promise<boolean> {
    const [mic, cam] = await Promise.all([isGranted('microphone'), isGranted('camera')]);
    return mic || cam;
  }

  private patch(change: Partial<PreviewState>): void {
    this.state.update((s) => ({ ...s, ...change }));
  }
}

function constraint(kind: PreviewKind): MediaTrackConstraints | boolean {
  const { micId, camId } = getPrefs();
  const wanted = kind === 'mic' ? micId : camId;
  // "ideal": a remembered device that is gone must not keep anybody out.
  const device = wanted ? { deviceId: { ideal: wanted } } : {};
  if (kind === 'mic') return wanted ? device : true;
  return { ...device, width: { ideal: 1280 }, height: { ideal: 720 } };
}

async function isGranted(name: 'camera' | 'microphone'): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: name as PermissionName });
    return status.state === 'granted';
  } catch {
    // Browsers without this query show labels only when access was given.
    const kind = name === 'camera' ? 'videoinput' : 'audioinput';
    const all = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    return all.some((d) => d.kind === kind && d.label !== '');
  }
}

/** The remembered wishes that the browser grants without a question. */
export async function grantedWishes(): Promise<Wishes> {
  if (!navigator.mediaDevices?.getUserMedia) return { micOn: false, camOn: false };
  const [mic, cam] = await Promise.all([isGranted('microphone'), isGranted('camera')]);
  const { micOn, camOn } = getPrefs();
  return { micOn: mic && micOn, camOn: cam && camOn };
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
