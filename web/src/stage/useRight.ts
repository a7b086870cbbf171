import { useTranslation } from 'react-i18next';
import type { Right } from '../api/room';
import { isHost, may } from '../session/roomState';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { reasonWords } from './toastText';

/** Why we may not, in words for a tooltip, or undefined when we may. */
export function useReason(session: MeetingSession, right: Right): string | undefined {
  const { t } = useTranslation();
  const room = useStore(session.conduct.state);
  const role = useStore(session.conduct.role);
  return reasonWords(t, right, may(right, role, room), room.suspended);
}

export function useIsHost(session: MeetingSession): boolean {
  return isHost(useStore(session.conduct.role));
}
