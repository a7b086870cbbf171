import { Mic, Video, Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { Select } from '../ui/Select';
import type { Device } from './devices';
import { presentId } from './devices';
import { playTestSound } from './testSound';

type Kind = 'mic' | 'cam' | 'speaker';

const LABELS = { mic: 'device.mic', cam: 'device.cam', speaker: 'device.speaker' } as const;
const ICONS = {
  mic: <Mic aria-hidden />,
  cam: <Video aria-hidden />,
  speaker: <Volume2 aria-hidden />,
} as const;

interface DevicePickerProps {
  kind: Kind;
  devices: readonly Device[];
  value: string;
  /** False until labels may be read. */
  ready?: boolean;
  onChange: (id: string) => void;
}

export function DevicePicker({ kind, devices, value, ready = true, onChange }: DevicePickerProps) {
  const { t } = useTranslation();
  const empty = devices.length === 0;
  const options = devices.map((device, index) => ({
    id: device.id,
    label: device.label || t('device.unnamed', { number: index + 1 }),
  }));
  const standard = options.some((o) => o.id === 'default')
    ? []
    : [{ id: '', label: t('device.default') }];
  // The browser has an entry of its own for the default; then ours would be there twice.
  const fallback = standard.length === 0 ? 'default' : '';
  return (
    <Select
      label={t(LABELS[kind])}
      icon={ICONS[kind]}
      options={empty ? [] : [...standard, ...options]}
      value={presentId(devices, value) || fallback}
      placeholder={ready ? t('device.none') : t('device.afterAccess')}
      disabled={empty}
      onChange={onChange}
    />
  );
}

export function TestSoundButton({ speakerId }: { speakerId: string }) {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  const play = () => {
    setPlaying(true);
    void playTestSound(speakerId).finally(() => setPlaying(false));
  };
  return (
    <Button variant="text" size="s" isDisabled={playing} onPress={play}>
      {playing ? t('device.testSoundPlaying') : t('device.testSound')}
    </Button>
  );
}
