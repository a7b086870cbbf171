import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { PreviewMedia } from '../../devices/previewMedia';
import { usePrefs } from '../../prefs/prefs';
import { useStore } from '../../session/store';
import { Button } from '../../ui/Button';

/** The picture that the others will see, mirrored, with the toggles on it. */
export function Preview({ media, name }: { media: PreviewMedia; name: string }) {
  const { t } = useTranslation();
  const { access, cam, mic } = useStore(media.state);
  const { mirror } = usePrefs();
  const video = useRef<HTMLVideoElement>(null);

  useEffect(() => {
    if (!video.current) return;
    video.current.srcObject = cam ? new MediaStream([cam]) : null;
  }, [cam]);

  return (
    <section className="preview" aria-label={t('prejoin.preview')}>
      <video
        ref={video}
        className={`preview-video ${mirror ? 'mirrored' : ''}`}
        hidden={!cam}
        autoPlay
        playsInline
        muted
      />
      {cam && <div className="preview-shade" />}
      {name.trim() && <span className="preview-name">{name}</span>}
      {!cam && <PreviewCenter media={media} />}
      {access !== 'asking' && access !== 'unknown' && (
        <div className="preview-toggles">
          <Toggle kind="mic" on={mic !== undefined} media={media} />
          <Toggle kind="cam" on={cam !== undefined} media={media} />
        </div>
      )}
    </section>
  );
}

function PreviewCenter({ media }: { media: PreviewMedia }) {
  const { t } = useTranslation();
  const { access, camProblem } = useStore(media.state);
  const { camOn } = usePrefs();
  if (access === 'ask') {
    return (
      <div className="preview-center">
        <p>{t('prejoin.ask')}</p>
        <Button variant="primary" onPress={() => void media.ask()} data-testid="allow-devices">
          {t('prejoin.askButton')}
        </Button>
      </div>
    );
  }
  const words = {
    unknown: '',
    asking: t('prejoin.asking'),
    given: camProblem ? t('prejoin.noCamera') : camOn ? t('prejoin.camStarting') : t('prejoin.camOff'),
  }[access];
  return (
    <div className="preview-center" role="status">
      <p>{words}</p>
    </div>
  );
}

interface ToggleProps {
  kind: 'mic' | 'cam';
  on: boolean;
  media: PreviewMedia;
}

function Toggle({ kind, on, media }: ToggleProps) {
  const { t } = useTranslation();
  const names =
    kind === 'mic'
      ? { on: t('device.micOff'), off: t('device.micOn') }
      : { on: t('device.camOff'), off: t('device.camOn') };
  const icons =
    kind === 'mic' ? { on: <Mic />, off: <MicOff /> } : { on: <Video />, off: <VideoOff /> };
  return (
    <AriaButton
      className="preview-toggle"
      aria-label={on ? names.on : names.off}
      aria-pressed={on}
      data-testid={kind === 'mic' ? 'toggle-mic' : 'toggle-cam'}
      onPress={() => media.set(kind, !on)}
    >
      {on ? icons.on : icons.off}
    </AriaButton>
  );
}
