import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { BarButton } from './BarButton';

export function HandButton({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const raised = useStore(session.conduct.handAt) !== undefined;
  const { people } = useStore(session.scene);
  const place = people.find((p) => p.isSelf)?.hand;
  const lower = place ? t('bar.handLower', { number: place }) : t('bar.handLowerPlain');
  return (
    <BarButton
      label={raised ? lower : t('bar.handRaise')}
      pressed={raised}
      testId="hand"
      onPress={() => toggleHand(session)}
      badge={
        raised &&
        place !== undefined && (
          <span className="badge badge-warn" aria-hidden>
            {place}
          </span>
        )
      }
    >
      <Hand />
    </BarButton>
  );
}

export function toggleHand(session: MeetingSession): void {
  void session.conduct.hand(session.conduct.handAt.get() === undefined);
}
