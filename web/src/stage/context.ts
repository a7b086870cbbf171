import { createContext, useContext } from 'react';
import type { MeetingSession } from '../session/session';

export interface Question {
  title: string;
  /** Whom it touches and what they can do about it. */
  body: string;
  /** The words on the button that does it. */
  act: string;
  danger?: boolean;
  onYes: () => void;
}

interface StageContextValue {
  session: MeetingSession;
  /** Opens the dialog that asks before something happens to other people. */
  ask: (question: Question) => void;
}

export const StageContext = createContext<StageContextValue | undefined>(undefined);

export function useStage(): StageContextValue {
  const value = useContext(StageContext);
  if (!value) throw new Error('outside of the stage');
  return value;
}
