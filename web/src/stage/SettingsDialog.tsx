import { Headphones, Keyboard, Settings, Video } from 'lucide-react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { DevicePicker, TestSoundButton } from '../devices/DevicePicker';
import { canChooseSpeaker, type Devices } from '../devices/devices';
import { currentLanguage, LANGUAGE_NAMES, LANGUAGES } from '../i18n/language';
import { type Prefs, setPrefs, usePrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';
import { Dialog } from '../ui/Dialog';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { ShortcutList, ShortcutSwitches } from './ShortcutsDialog';
import './settings.css';

interface SettingsProps {
  session: MeetingSession;
  devices: Devices;
  onClose: () => void;
}

export function SettingsDialog({ session, devices, onClose }: SettingsProps) {
  const { t } = useTranslation();
  const phone = window.matchMedia('(max-width: 767px)').matches;
  return (
    <Dialog title={t('settings.title')} size="large" onClose={onClose}>
      <Tabs className="settings" orientation={phone ? 'horizontal' : 'vertical'}>
        <TabList className="settings-tabs" aria-label={t('settings.title')}>
          <Tab id="audio" className="settings-tab">
            <Headphones aria-hidden />
            {t('settings.audio')}
          </Tab>
          <Tab id="video" className="settings-tab">
            <Video aria-hidden />
            {t('settings.video')}
          </Tab>
          <Tab id="general" className="settings-tab">
            <Settings aria-hidden />
            {t('settings.general')}
          </Tab>
          <Tab id="shortcuts" className="settings-tab">
            <Keyboard aria-hidden />
            {t('settings.shortcuts')}
          </Tab>
        </TabList>
        <TabPanel id="audio" className="settings-panel">
          <AudioSettings session={session} devices={devices} />
        </TabPanel>
        <TabPanel id="video" className="settings-panel">
          <VideoSettings session={session} devices={devices} />
        </TabPanel>
        <TabPanel id="general" className="settings-panel">
          <GeneralSettings />
        </TabPanel>
        <TabPanel id="shortcuts" className="settings-panel">
          <ShortcutSettings />
        </TabPanel>
      </Tabs>
    </Dialog>
  );
}

type DeviceSettings = Omit<SettingsProps, 'onClose'>;

function AudioSettings({ session, devices }: DeviceSettings) {
  const { t } = useTranslation();
  const { micId, speakerId, sounds } = usePrefs();
  return (
    <>
      <DevicePicker
        kind="mic"
        devices={devices.mics}
        value={micId || session.activeDevice('audioinput')}
        onChange={(id) => {
          setPrefs({ micId: id });
          void session.switchDevice('audioinput', id);
        }}
      />
      {canChooseSpeaker && (
        <DevicePicker
          kind="speaker"
          devices={devices.speakers}
          value={speakerId || session.activeDevice('audiooutput')}
          onChange={(id) => {
            setPrefs({ speakerId: id });
            void session.switchDevice('audiooutput', id);
          }}
        />
      )}
      <div>
        <TestSoundButton speakerId={speakerId} />
      </div>
      <Switch
        label={t('settings.sounds')}
        hint={t('settings.soundsHint')}
        on={sounds}
        testId="sounds"
        onChange={(on) => setPrefs({ sounds: on })}
      />
    </>
  );
}

function VideoSettings({ session, devices }: DeviceSettings) {
  const { t } = useTranslation();
  const { camId, mirror, hideSelf } = usePrefs();
  return (
    <>
      <DevicePicker
        kind="cam"
        devices={devices.cams}
        value={camId || session.activeDevice('videoinput')}
        onChange={(id) => {
          setPrefs({ camId: id });
          void session.switchDevice('videoinput', id);
        }}
      />
      <Switch
        label={t('settings.mirror')}
        hint={t('settings.mirrorHint')}
        on={mirror}
        onChange={(on) => setPrefs({ mirror: on })}
      />
      <Switch
        label={t('settings.hideSelf')}
        hint={t('settings.hideSelfHint')}
        on={hideSelf}
        onChange={(on) => setPrefs({ hideSelf: on })}
      />
    </>
  );
}

function GeneralSettings() {
  const { t } = useTranslation();
  const { language, theme } = usePrefs();
  const auto = `${t('language.auto')} (${LANGUAGE_NAMES[currentLanguage()]})`;
  return (
    <>
      <Select
        label={t('language.label')}
        options={[
          { id: 'auto', label: language === 'auto' ? auto : t('language.auto') },
          ...LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] })),
        ]}
        value={language}
        onChange={(id) => setPrefs({ language: id as Prefs['language'] })}
      />
      <div className="settings-group">
        <Select
          label={t('settings.theme')}
          options={[
            { id: 'auto', label: t('settings.themeAuto') },
            { id: 'light', label: t('settings.themeLight') },
            { id: 'dark', label: t('settings.themeDark') },
          ]}
          value={theme}
          onChange={(id) => setPrefs({ theme: id as Prefs['theme'] })}
        />
        <p className="secondary">{t('settings.themeHint')}</p>
      </div>
    </>
  );
}

function ShortcutSettings() {
  return (
    <>
      <ShortcutSwitches />
      <ShortcutList />
    </>
  );
}
