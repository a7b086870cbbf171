import { ChevronUp, Mic, MicOff, Video, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { canChooseSpeaker, type Device, type Devices, presentId } from '../devices/devices';
import { type Prefs, setPrefs, usePrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { ChoiceMenu, type MenuChoice } from '../ui/Menu';
import { useReason } from './useRight';
import { BarButton } from './BarButton';
import { toggleCam, toggleMic } from './useShortcuts';

interface DeviceButtonProps {
  session: MeetingSession;
  devices: Devices;
  /** With the half that opens the device menu. */
  split: boolean;
}

export function MicButton({ session, devices, split }: DeviceButtonProps) {
  const { t } = useTranslation();
  const { micOn } = useStore(session.media.state);
  const reason = useReason(session, 'unmute');
  const section = useDeviceSection(session);
  const sections = [
    section('audioinput', t('device.mic'), devices.mics),
    ...(canChooseSpeaker ? [section('audiooutput', t('device.speaker'), devices.speakers)] : []),
  ];
  return (
    <Split show={split} off={!micOn} label={t('device.micMenu')} sections={sections}>
      <BarButton
        label={micOn ? t('device.micOff') : t('device.micOn')}
        pressed={micOn}
        off={!micOn}
        reason={micOn ? undefined : reason}
        testId="toggle-mic"
        onPress={() => toggleMic(session)}
      >
        {micOn ? <Mic /> : <MicOff />}
      </BarButton>
    </Split>
  );
}

export function CamButton({ session, devices, split }: DeviceButtonProps) {
  const { t } = useTranslation();
  const { camOn } = useStore(session.media.state);
  const reason = useReason(session, 'video');
  const section = useDeviceSection(session);
  const sections = [section('videoinput', t('device.cam'), devices.cams)];
  return (
    <Split show={split} off={!camOn} label={t('device.camMenu')} sections={sections}>
      <BarButton
        label={camOn ? t('device.camOff') : t('device.camOn')}
        pressed={camOn}
        off={!camOn}
        reason={camOn ? undefined : reason}
        testId="toggle-cam"
        onPress={() => toggleCam(session)}
      >
        {camOn ? <Video /> : <VideoOff />}
      </BarButton>
    </Split>
  );
}

interface SplitProps {
  show: boolean;
  off: boolean;
  label: string;
  sections: readonly MenuChoice[];
  children: ReactNode;
}

function Split({ show, off, label, sections, children }: SplitProps) {
  if (!show) return children;
  return (
    <span className={`split ${off ? 'split-off' : ''}`}>
      {children}
      <ChoiceMenu label={label} sections={sections}>
        <Button className="split-chevron" aria-label={label}>
          <ChevronUp aria-hidden />
        </Button>
      </ChoiceMenu>
    </span>
  );
}

const PREF: Record<MediaDeviceKind, keyof Prefs> = {
  audioinput: 'micId',
  audiooutput: 'speakerId',
  videoinput: 'camId',
};

/** A menu section that lists devices, switches the call to the chosen one, and remembers it. */
export function useDeviceSection(session: MeetingSession) {
  const { t } = useTranslation();
  const prefs = usePrefs();
  return (kind: MediaDeviceKind, title: string, devices: readonly Device[]): MenuChoice => {
    const wanted = String(prefs[PREF[kind]]);
    const active = session.activeDevice(kind);
    const selected = presentId(devices, wanted) || presentId(devices, active) || devices[0]?.id || '';
    const items = devices.map((device, index) => ({
      id: device.id,
      label: device.label || t('device.unnamed', { number: index + 1 }),
    }));
    const empty = [{ id: 'none', label: t('device.none'), disabled: true }];
    return {
      title,
      selected,
      items: items.length > 0 ? items : empty,
      onChoose: (id) => {
        setPrefs({ [PREF[kind]]: id });
        void session.switchDevice(kind, id);
      },
    };
  };
}
