import { Hand, MicOff, Pin, SignalLow, Star } from 'lucide-react';
import { memo, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefs } from '../prefs/prefs';
import type { Person } from '../session/people';
import { Avatar } from '../ui/Avatar';
import { useStore } from '../session/store';
import { useStage } from './context';
import { TileReactions } from './FloatingReactions';
import { PersonMenu } from './PersonMenu';
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
    person.hand !== undefined && t('people.handNumber', { number: person.hand }),
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
      <TileReactions identity={person.identity} />
      {person.hand !== undefined && (
        <span className="hand-pill tile-hand" data-testid="tile-hand" aria-hidden>
          <Hand />
          {person.hand}
        </span>
      )}
      <span className="plate tile-name" aria-hidden>
        {!person.micOn && <MicOff className="tile-mic-off" />}
        <Marks identity={person.identity} />
        <span className="tile-name-text">{name}</span>
        {person.speaking && <SpeakingBars />}
      </span>
      {person.weak && !small && (
        <span className="plate plate-pill tile-weak" aria-hidden>
          <SignalLow />
          {t('stage.weak')}
        </span>
      )}
      {!small && <PersonMenu person={person} className="tile-menu" placement="top end" />}
    </div>
  );
});

/** Why this tile is large: we pinned it, or a host put it into the light. */
function Marks({ identity }: { identity: string }) {
  const { session } = useStage();
  const pins = useStore(session.pins);
  const { spotlight } = useStore(session.conduct.state);
  if (pins.includes(identity)) return <Pin className="tile-mark" />;
  return spotlight === identity ? <Star className="tile-mark" /> : null;
}

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
