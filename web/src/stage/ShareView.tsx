import { Maximize, Minimize, ScreenShare } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person, Share } from '../session/people';
import { IconButton } from '../ui/Button';
import { Button } from '../ui/Button';
import { Strip } from './Strip';
import { useTrackElement } from './useTrackElement';
import './views.css';

interface ShareViewProps {
  share: Share;
  people: readonly Person[];
  frozen: boolean;
  onStop: () => void;
  onMore: () => void;
  onPlaces: (places: number) => void;
}

/** What is shared takes the stage, the people move into a strip above it. */
export function ShareView({ share, people, frozen, onStop, onMore, onPlaces }: ShareViewProps) {
  return (
    <div className="share-view">
      <Strip people={people} frozen={frozen} onMore={onMore} onPlaces={onPlaces} />
      <ShareStage share={share} onStop={onStop} />
    </div>
  );
}

export function ShareStage({ share, onStop }: { share: Share; onStop: () => void }) {
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  return (
    <section
      className="share"
      ref={host}
      data-testid="share-view"
      data-identity={share.identity}
      aria-label={share.isSelf ? t('stage.youPresent') : t('stage.shareOf', { name: share.name })}
    >
      {share.isSelf ? (
        <OwnShare onStop={onStop} />
      ) : (
        <>
          <ShareVideo share={share} />
          <span className="plate share-label" aria-hidden>
            <ScreenShare />
            {t('stage.shareOf', { name: share.name })}
          </span>
          <FullScreenButton host={host} />
        </>
      )}
    </section>
  );
}

function ShareVideo({ share }: { share: Share }) {
  const video = useTrackElement(share.track);
  return <video ref={video} className="share-video" autoPlay playsInline />;
}

/** Our own screen isn't shown to us: a picture of the page in the page has no end. */
function OwnShare({ onStop }: { onStop: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="own-share">
      <ScreenShare aria-hidden />
      <h2>{t('stage.youPresent')}</h2>
      <p className="muted">{t('stage.youPresentHint')}</p>
      <Button variant="leave" onPress={onStop}>
        {t('bar.stopShare')}
      </Button>
    </div>
  );
}

function FullScreenButton({ host }: { host: React.RefObject<HTMLElement | null> }) {
  const { t } = useTranslation();
  const [full, setFull] = useState(false);
  useEffect(() => {
    const note = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', note);
    return () => document.removeEventListener('fullscreenchange', note);
  }, []);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => {
    if (full) void document.exitFullscreen();
    else void host.current?.requestFullscreen().catch(() => undefined);
  };
  return (
    <span className="share-tools">
      <IconButton label={full ? t('stage.exitFullScreen') : t('stage.fullScreen')} onPress={toggle}>
        {full ? <Minimize aria-hidden /> : <Maximize aria-hidden />}
      </IconButton>
    </span>
  );
}
