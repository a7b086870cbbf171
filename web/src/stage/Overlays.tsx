import { VolumeX, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TroubleNote } from '../devices/Trouble';
import { isInterrupted } from '../session/reducer';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { Button, IconButton } from '../ui/Button';

/** What lies over the pictures for a while: lost connection, held back sound, device troubles. */
export function Overlays({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const phase = useStore(session.phase);
  const soundBlocked = useStore(session.soundBlocked);
  const troubles = useStore(session.troubles);
  return (
    <div className="overlays">
      {isInterrupted(phase) && <Reconnecting since={phase.since} />}
      {soundBlocked && !isInterrupted(phase) && (
        <div className="overlay-card" role="status">
          <VolumeX aria-hidden />
          <span>{t('stage.soundBlocked')}</span>
          <Button
            variant="primary"
            size="s"
            data-testid="turn-on-sound"
            onPress={() => void session.startSound()}
          >
            {t('stage.turnOnSound')}
          </Button>
        </div>
      )}
      {troubles.map((trouble) => (
        <TroubleNote
          key={trouble.id}
          what={trouble.kind}
          problem={trouble.problem}
          actions={
            <IconButton label={t('common.dismiss')} onPress={() => session.dismissTrouble(trouble.id)}>
              <X aria-hidden />
            </IconButton>
          }
        />
      ))}
    </div>
  );
}

/** A state, not an error. The seconds count silently for a screen reader. */
function Reconnecting({ since }: { since: number }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  return (
    <div className="overlay-card overlay-reconnecting" data-testid="reconnecting">
      <span className="spinner" aria-hidden />
      <span className="overlay-text">
        <strong className="numeric">{t('stage.reconnecting', { seconds })}</strong>
        <span className="secondary" role="status">
          {t('stage.reconnectingHint')}
        </span>
      </span>
    </div>
  );
}
