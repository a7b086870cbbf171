/** Who speaks this long has got the word: the raised hand goes down. */
export const SPOKE_MS = 1500;
/** Pauses shorter than this belong to the same speech. */
const PAUSE_MS = 700;

/** Watches the own voice while the own hand is up. No clock of its own. */
export class HandLowering {
  private begunAt: number | undefined;
  private lastHeardAt = 0;

  /** Whether the hand is to be lowered now. Called on each change and while somebody speaks. */
  note(raised: boolean, speaking: boolean, now: number): boolean {
    if (!raised) {
      this.begunAt = undefined;
      return false;
    }
    if (!speaking) {
      if (this.begunAt !== undefined && now - this.lastHeardAt > PAUSE_MS) this.begunAt = undefined;
      return false;
    }
    this.begunAt ??= now;
    this.lastHeardAt = now;
    if (now - this.begunAt < SPOKE_MS) return false;
    this.begunAt = undefined;
    return true;
  }
}
