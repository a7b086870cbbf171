import { OctagonPause, VolumeX, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TroubleNote } from '../devices/Trouble';
import { isInterrupted } from '../session/reducer';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { Button, IconButton } from '../ui/Button';
import { ToastList } from './ToastList';
import { useIsHost } from './useRight';

interface OverlaysProps {
  session: MeetingSession;
  /** The people panel shows who waits: then no toast has to. */
  peopleOpen: boolean;
  onOpenPeople: () => void;
}

/** What lies over the pictures for a while: lost connection, held back sound, device troubles. */
export function Overlays({ session, peopleOpen, onOpenPeople }: OverlaysProps) {
  const { t } = useTranslation();
  const phase = useStore(session.phase);
  const soundBlocked = useStore(session.soundBlocked);
  const troubles = useStore(session.troubles);
  return (
    <div className="overlays">
      {isInterrupted(phase) && <Reconnecting since={phase.since} />}
      <Suspended session={session} />
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
      <ToastList peopleOpen={peopleOpen} onOpenPeople={onOpenPeople} />
    </div>
  );
}

/** Stays as long as the state lasts, so that nobody wonders why nothing works. */
function Suspended({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const { suspended } = useStore(session.conduct.state);
  const host = useIsHost(session);
  if (!suspended) return null;
  return (
    <div className="overlay-card" data-testid="suspended" role="status">
      <OctagonPause aria-hidden />
      <span className="overlay-text">
        <strong>{t('stage.suspended')}</strong>
        <span className="secondary">
          {host ? t('stage.suspendedHost') : t('stage.suspendedHint')}
        </span>
      </span>
      {host && (
        <Button
          variant="primary"
          size="s"
          data-testid="overlay-resume"
          onPress={() => void session.conduct.act('resume')}
        >
          {t('host.resume')}
        </Button>
      )}
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
