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
  const { access, mic, revision, micProblem, camProblem } = useStore(media.state);
  const { micId, camId, speakerId } = usePrefs();
  const devices = useDevices(revision);
  const micReady = access === 'given' && micProblem !== 'denied';
  const camReady = access === 'given' && camProblem !== 'denied';
  return (
    <div className="preview-pickers" data-speaker={canChooseSpeaker || undefined}>
      <div className="picker-mic">
        <DevicePicker
          kind="mic"
          devices={devices.mics}
          value={micId}
          ready={micReady}
          onChange={(id) => media.choose('mic', id)}
        />
      </div>
      <div className="picker-level">
        <LevelMeter track={mic} />
      </div>
      {canChooseSpeaker && (
        <>
          <div className="picker-speaker">
            <DevicePicker
              kind="speaker"
              devices={devices.speakers}
              value={speakerId}
              ready={micReady}
              onChange={(id) => setPrefs({ speakerId: id })}
            />
          </div>
          <div className="picker-test">
            <TestSoundButton speakerId={speakerId} />
          </div>
        </>
      )}
      <div className="picker-cam">
        <DevicePicker
          kind="cam"
          devices={devices.cams}
          value={camId}
          ready={camReady}
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
