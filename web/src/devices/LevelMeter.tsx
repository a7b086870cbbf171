import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { watchLevel } from './level';
import './level.css';

const SEGMENTS = 22;
const HEARD = 0.3;

/**
 * The live level of a microphone. Levels change twenty times a second, so they go to the element
 * directly and React hears only whether anything was heard at all.
 */
export function LevelMeter({ track }: { track: MediaStreamTrack | undefined }) {
  const { t } = useTranslation();
  const bars = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState(false);

  useEffect(() => {
    setHeard(false);
    if (!track) {
      light(bars.current, 0);
      return;
    }
    return watchLevel(track, (level) => {
      light(bars.current, Math.round(level * SEGMENTS));
      if (level > HEARD) setHeard(true);
    });
  }, [track]);

  const words = !track ? t('prejoin.levelOff') : heard ? t('prejoin.levelHeard') : t('prejoin.levelQuiet');
  return (
    <div className="level" data-testid="mic-level">
      <div className="level-bars" ref={bars} role="img" aria-label={t('prejoin.level')}>
        {Array.from({ length: SEGMENTS }, (_, index) => (
          <span key={index} className="level-bar" />
        ))}
      </div>
      <span className="level-words">{words}</span>
    </div>
  );
}

function light(host: HTMLElement | null, count: number): void {
  if (!host || host.dataset.lit === String(count)) return;
  host.dataset.lit = String(count);
  Array.from(host.children).forEach((bar, index) => bar.classList.toggle('lit', index < count));
}
