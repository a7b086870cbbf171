import type { RoomCalls, WaitingPerson } from '../api/room';
import { Store } from './store';

/** While people wait the list is looked at again, for those who come as others go. */
const LOOK_AGAIN_MS = 15_000;

/** Who waits outside, for hosts. The room's metadata only carries the number. */
export class WaitingList {
  readonly people = new Store<readonly WaitingPerson[]>([]);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private askAgain = false;
  private known = new Set<string>();
  private closed = false;

  constructor(
    private readonly calls: RoomCalls,
    /** Somebody new asks; with everybody who waits now. */
    private readonly onNew: (people: readonly WaitingPerson[]) => void,
  ) {}

  /** The number changed, or we became host. */
  note(count: number, host: boolean): void {
    clearTimeout(this.timer);
    if (!host || count === 0) {
      this.take([]);
      return;
    }
    void this.look();
  }

  /** An answer was given: the row goes at once, the server's list follows. */
  drop(id: string | 'all'): void {
    this.take(id === 'all' ? [] : this.people.get().filter((p) => p.id !== id));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  async look(): Promise<void> {
    if (this.closed) return;
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    const answer = await this.calls.view();
    this.asking = false;
    if (this.closed) return;
    if (answer.ok) this.take(answer.value.waiting ?? []);
    if (this.askAgain) {
      this.askAgain = false;
      void this.look();
      return;
    }
    clearTimeout(this.timer);
    if (!answer.ok || this.people.get().length > 0) {
      this.timer = setTimeout(() => void this.look(), LOOK_AGAIN_MS);
    }
  }

  private take(people: readonly WaitingPerson[]): void {
    const fresh = people.some((p) => !this.known.has(p.id));
    this.known = new Set(people.map((p) => p.id));
    this.people.set(people);
    if (fresh) this.onNew(people);
  }
}
