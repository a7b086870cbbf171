import { useTranslation } from 'react-i18next';
import { DevicePicker, TestSoundButton } from '../../devices/DevicePicker';
import { canChooseSpeaker, useDevices } from '../../devices/devices';
import { LevelMeter } from '../../devices/LevelMeter';
import type { PreviewMedia } from '../../devices/previewMedia';
import { troublesOf } from '../../devices/problemTexts';
import { TroubleNote } from '../../devices/Trouble';
import { setPrefs, usePrefs } from '../../prefs/prefs';
import { useStore } from '../../session/store';
import { Button } from '../../ui/Button';

export function PreviewPickers({ media }: { media: PreviewMedia }) {
  const { access, mic, revision } = useStore(media.state);
  const { micId, camId, speakerId } = usePrefs();
  const devices = useDevices(revision);
  const ready = access === 'given';
  return (
    <div className="preview-pickers">
      <div className="preview-picker">
        <DevicePicker
          kind="mic"
          devices={devices.mics}
          value={micId}
          ready={ready}
          onChange={(id) => media.choose('mic', id)}
        />
        <LevelMeter track={mic} />
      </div>
      {canChooseSpeaker && (
        <div className="preview-picker">
          <DevicePicker
            kind="speaker"
            devices={devices.speakers}
            value={speakerId}
            ready={ready}
            onChange={(id) => setPrefs({ speakerId: id })}
          />
          <TestSoundButton speakerId={speakerId} />
        </div>
      )}
      <div className="preview-picker">
        <DevicePicker
          kind="cam"
          devices={devices.cams}
          value={camId}
          ready={ready}
          onChange={(id) => media.choose('cam', id)}
        />
      </div>
    </div>
  );
}

/** The device problems of the preview. None of them keeps anybody out of the meeting. */
export function PreviewTroubles({ media }: { media: PreviewMedia }) {
  const { t } = useTranslation();
  const { micProblem, camProblem } = useStore(media.state);
  const troubles = troublesOf(micProblem, camProblem);
  if (troubles.length === 0) return null;
  return (
    <div className="preview-troubles">
      {troubles.map(({ what, problem }) => (
        <TroubleNote
          key={what}
          what={what}
          problem={problem}
          actions={
            <Button variant="outline" size="s" onPress={() => media.retry()}>
              {t('common.tryAgain')}
            </Button>
          }
        />
      ))}
      <p className="secondary">{t('prejoin.joinWithout')}</p>
    </div>
  );
}
