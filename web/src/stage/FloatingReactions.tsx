import { useSyncExternalStore } from 'react';
import type { Reaction } from '../session/reactions';
import { useStore } from '../session/store';
import { useStage } from './context';
import { ReactionSign } from './ReactionSign';
import './reactions.css';

/** The signs that float over one person's tile. */
export function TileReactions({ identity }: { identity: string }) {
  const { session } = useStage();
  const shown = useStore(session.reactions.shown);
  const own = shown.filter((r) => r.identity === identity);
  if (own.length === 0) return null;
  return (
    <span className="tile-reactions" data-testid="tile-reactions" aria-hidden>
      {own.map((reaction) => (
        <span key={reaction.id} className="floating" data-lane={reaction.id % LANES}>
          <ReactionSign sign={reaction.sign} />
        </span>
      ))}
    </span>
  );
}

const LANES = 4;

/** Of people whose tile isn't in sight: the sign with the name, in the corner. */
export function CornerReactions() {
  const { session } = useStage();
  const { reactions } = session;
  const shown = useSyncExternalStore(reactions.shown.subscribe, reactions.shown.get);
  const away = newest(shown.filter((r) => !hasTile(r.identity)));
  if (away.length === 0) return null;
  return (
    <div className="corner-reactions" aria-hidden>
      {away.map((reaction) => (
        <span key={reaction.id} className="plate plate-pill">
          <span className="corner-sign">
            <ReactionSign sign={reaction.sign} />
          </span>
          {reaction.name}
        </span>
      ))}
    </div>
  );
}

const CORNER_LIMIT = 3;

function newest(reactions: readonly Reaction[]): readonly Reaction[] {
  return reactions.slice(-CORNER_LIMIT);
}

function hasTile(identity: string): boolean {
  return document.querySelector(`[data-testid="tile"][data-identity="${CSS.escape(identity)}"]`) !== null;
}
