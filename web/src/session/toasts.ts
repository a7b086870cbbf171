import type { Problem } from '../api/client';
import type { RoomChangeSeen } from './roomState';
import { Store } from './store';

/** What a toast says; the stage finds the words. */
export type ToastText =
  | { kind: 'waiting'; count: number; name: string }
  | { kind: 'muted' | 'video-stopped' | 'hand-lowered'; by: string }
  | { kind: 'hand-spoke' }
  | { kind: 'change'; change: RoomChangeSeen; by: string }
  | { kind: 'role'; host: boolean }
  | { kind: 'hand'; name: string }
  | { kind: 'spotlight'; name: string; own: boolean }
  | { kind: 'spotlight-off' }
  | { kind: 'failed'; problem: Problem };

export interface Toast {
  id: number;
  text: ToastText;
}

export const TOAST_MS = 7000;
const LIMIT = 4;

/** Short messages over the stage. Those of the same kind replace each other. */
export class Toasts {
  readonly list = new Store<readonly Toast[]>([]);
  private counter = 0;

  /** With `stay` it remains until it is dismissed or replaced. */
  show(text: ToastText, stay = false): void {
    this.counter += 1;
    const id = this.counter;
    const key = keyOf(text);
    this.list.update((list) =>
      [...list.filter((t) => keyOf(t.text) !== key), { id, text }].slice(-LIMIT),
    );
    if (!stay) setTimeout(() => this.dismiss(id), TOAST_MS);
  }

  dismiss(id: number): void {
    this.list.update((list) => (list.some((t) => t.id === id) ? list.filter((t) => t.id !== id) : list));
  }

  dismissKind(kind: ToastText['kind']): void {
    this.list.update((list) =>
      list.some((t) => t.text.kind === kind) ? list.filter((t) => t.text.kind !== kind) : list,
    );
  }
}

function keyOf(text: ToastText): string {
  if (text.kind === 'change') return `change-${text.change.what}`;
  return text.kind === 'spotlight-off' ? 'spotlight' : text.kind;
}
