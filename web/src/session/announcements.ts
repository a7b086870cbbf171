/** What happened in the call, gathered so that a screen reader isn't flooded. */
export type Happening =
  | { type: 'joined'; name: string }
  | { type: 'left'; name: string }
  | { type: 'message'; name: string; text: string }
  | { type: 'reaction'; name: string; text: string }
  | { type: 'hand'; name: string };

export interface Summary {
  type: Happening['type'];
  name: string;
  /** How many further people or messages of the same kind the sentence stands for. */
  others: number;
  text?: string;
}

/** One sentence per kind for a batch, newest last. Somebody who joined and left cancels out. */
export function summarise(batch: readonly Happening[]): Summary[] {
  const joined = batch.filter((h) => h.type === 'joined');
  const left = batch.filter((h) => h.type === 'left');
  const cancelled = new Set(
    joined.map((h) => h.name).filter((name) => left.some((l) => l.name === name)),
  );
  const summaries: Summary[] = [];
  for (const type of ['joined', 'left', 'hand', 'message', 'reaction'] as const) {
    const passing = type === 'joined' || type === 'left';
    const some = batch.filter((h) => h.type === type && !(passing && cancelled.has(h.name)));
    const last = some[some.length - 1];
    if (!last) continue;
    const summary: Summary = { type, name: last.name, others: some.length - 1 };
    if ('text' in last && some.length === 1) summary.text = last.text;
    summaries.push(summary);
  }
  return summaries;
}
