import { MicOff, SignalLow } from 'lucide-react';
import { memo, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefs } from '../prefs/prefs';
import type { Person } from '../session/people';
import { Avatar } from '../ui/Avatar';
import { useTrackElement } from './useTrackElement';
import './tile.css';

interface TileProps {
  person: Person;
  /** The connection is away: the last picture stands still. */
  frozen: boolean;
  small?: boolean;
}

export const Tile = memo(function Tile({ person, frozen, small = false }: TileProps) {
  const { t } = useTranslation();
  const { mirror } = usePrefs();
  const name = person.isSelf ? t('common.nameYou', { name: person.name }) : person.name;
  const state = [
    name,
    !person.micOn && t('stage.micOffState'),
    person.speaking && t('stage.speakingState'),
    person.weak && t('stage.weak'),
  ].filter(Boolean);

  return (
    <div
      className={`tile ${small ? 'tile-small' : ''}`}
      role="group"
      aria-label={state.join(', ')}
      data-testid="tile"
      data-identity={person.identity}
      data-self={person.isSelf || undefined}
      data-speaking={person.speaking || undefined}
      data-camera={person.camera ? 'on' : 'off'}
      data-mic={person.micOn ? 'on' : 'off'}
    >
      {person.camera ? (
        <TileVideo person={person} frozen={frozen} mirrored={person.isSelf && mirror} />
      ) : (
        <Avatar identity={person.identity} name={person.name} size="tile" />
      )}
      <span className="plate tile-name" aria-hidden>
        {!person.micOn && <MicOff className="tile-mic-off" />}
        <span className="tile-name-text">{name}</span>
        {person.speaking && <SpeakingBars />}
      </span>
      {person.weak && !small && (
        <span className="plate plate-pill tile-weak" aria-hidden>
          <SignalLow />
          {t('stage.weak')}
        </span>
      )}
    </div>
  );
});

interface TileVideoProps {
  person: Person;
  frozen: boolean;
  mirrored: boolean;
}

function TileVideo({ person, frozen, mirrored }: TileVideoProps) {
  const video = useTrackElement(person.camera);
  const still = useStillPicture(video, frozen);
  const look = `tile-video ${mirrored ? 'mirrored' : ''}`;
  return (
    <>
      <video ref={video} className={look} autoPlay playsInline muted={person.isSelf} />
      <canvas ref={still} className={look} hidden={!frozen} />
    </>
  );
}

/** Keeps the last picture when the connection goes: the SDK may empty the element meanwhile. */
function useStillPicture(video: RefObject<HTMLVideoElement | null>, frozen: boolean) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const source = video.current;
    const target = canvas.current;
    if (!frozen || !source || !target || source.videoWidth === 0) return;
    target.width = source.videoWidth;
    target.height = source.videoHeight;
    target.getContext('2d')?.drawImage(source, 0, 0);
  }, [frozen, video]);
  return canvas;
}

function SpeakingBars() {
  return (
    <span className="speaking-bars">
      <span />
      <span />
      <span />
    </span>
  );
}
