/** The life of one call as a pure state machine: no clock, no network, no SDK in here. */

export type EndReason =
  | 'left'
  | 'removed'
  | 'duplicate'
  | 'closed'
  | 'gone'
  | 'refused'
  /** Locked while we were away. */
  | 'locked'
  /** Back in the waiting room. */
  | 'waiting';

export type Phase =
  | { kind: 'joining' }
  | { kind: 'live' }
  /** The SDK is getting the connection back by itself. */
  | { kind: 'reconnecting'; since: number }
  /** The SDK gave up; we ask for fresh tokens until one works. */
  | { kind: 'rejoining'; since: number; attempt: number }
  | { kind: 'ended'; why: EndReason };

export type SessionEvent =
  | { type: 'connected' }
  | { type: 'connectionLost'; at: number }
  | { type: 'connectionBack' }
  | { type: 'dropped'; at: number }
  | { type: 'rejoinFailed'; retryAfterMs?: number }
  | { type: 'ended'; why: EndReason };

export type Effect = { type: 'rejoinIn'; delayMs: number } | { type: 'stopEverything' };

export interface Step {
  phase: Phase;
  effects: Effect[];
}

const REJOIN_DELAYS_MS = [0, 500, 1000, 2000, 3000, 5000];

export function rejoinDelayMs(attempt: number): number {
  return REJOIN_DELAYS_MS[Math.min(attempt, REJOIN_DELAYS_MS.length - 1)] ?? 5000;
}

export function reduce(phase: Phase, event: SessionEvent): Step {
  // Nothing revives an ended call: late events of a closing connection are expected.
  if (phase.kind === 'ended') return stay(phase);
  switch (event.type) {
    case 'connected':
    case 'connectionBack':
      return stay({ kind: 'live' });
    case 'connectionLost':
      if (phase.kind !== 'live') return stay(phase);
      return stay({ kind: 'reconnecting', since: event.at });
    case 'dropped':
      return onDropped(phase, event.at);
    case 'rejoinFailed':
      return onRejoinFailed(phase, event.retryAfterMs);
    case 'ended':
      return { phase: { kind: 'ended', why: event.why }, effects: [{ type: 'stopEverything' }] };
  }
}

/** The counter that the person sees goes on from the first loss, whoever is trying. */
function onDropped(phase: Phase, at: number): Step {
  // While joining or rejoining the failed attempt reports itself; the drop is its echo.
  if (phase.kind === 'joining' || phase.kind === 'rejoining') return stay(phase);
  const since = phase.kind === 'reconnecting' ? phase.since : at;
  return {
    phase: { kind: 'rejoining', since, attempt: 0 },
    effects: [{ type: 'rejoinIn', delayMs: rejoinDelayMs(0) }],
  };
}

function onRejoinFailed(phase: Phase, retryAfterMs = 0): Step {
  if (phase.kind !== 'rejoining') return stay(phase);
  const attempt = phase.attempt + 1;
  return {
    phase: { ...phase, attempt },
    effects: [{ type: 'rejoinIn', delayMs: Math.max(rejoinDelayMs(attempt), retryAfterMs) }],
  };
}

function stay(phase: Phase): Step {
  return { phase, effects: [] };
}

export function isInterrupted(phase: Phase): phase is Extract<Phase, { since: number }> {
  return phase.kind === 'reconnecting' || phase.kind === 'rejoining';
}
