import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices } from '../devices/devices';
import { isInterrupted } from '../session/reducer';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { useTitle } from '../ui/useTitle';
import { Bar } from './Bar';
import { ChatPanel } from './ChatPanel';
import { Header } from './Header';
import { LiveRegion } from './LiveRegion';
import { Overlays } from './Overlays';
import { PeoplePanel } from './PeoplePanel';
import { SettingsDialog } from './SettingsDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { StageArea } from './StageArea';
import { PHONE, useMedia } from './useMedia';
import { useShortcuts } from './useShortcuts';
import { useDarkRoot, useWakeLock } from './useStagePage';
import './stage.css';

export type PanelName = 'chat' | 'people';
export type DialogName = 'settings' | 'shortcuts';

export default function Stage({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const phase = useStore(session.phase);
  const media = useStore(session.media.state);
  const phone = useMedia(PHONE);
  const [panel, setPanel] = useState<PanelName>();
  const [dialog, setDialog] = useState<DialogName>();
  const [pages, setPages] = useState({ page: 0, count: 1 });
  const devices = useDevices(media);
  const frozen = isInterrupted(phase);

  useDarkRoot();
  useWakeLock();
  useShortcuts(session, () => setDialog('shortcuts'));
  useTitle(
    frozen
      ? t('stage.documentReconnecting', { code: session.code })
      : t('stage.documentTitle', { code: session.code }),
  );
  const closePanel = usePanelFocus(panel, setPanel);
  useEffect(() => session.chat.setOpen(panel === 'chat'), [session, panel]);

  const noteCount = useCallback((count: number) => {
    setPages((p) => (p.count === count ? p : { page: Math.min(p.page, count - 1), count }));
  }, []);
  const toggle = (name: PanelName) => (panel === name ? closePanel() : setPanel(name));

  return (
    <div className="stage" data-panel={panel} data-frozen={frozen || undefined} data-testid="stage">
      <Header
        session={session}
        phone={phone}
        pages={pages}
        onPage={(page) => setPages((p) => ({ ...p, page }))}
        onChat={() => toggle('chat')}
        devices={devices}
      />
      <main className="stage-main" aria-label={t('stage.region')}>
        <StageArea
          session={session}
          phone={phone}
          frozen={frozen}
          page={pages.page}
          onPages={noteCount}
          onMore={() => setPanel('people')}
        />
        <Overlays session={session} />
      </main>
      {panel === 'chat' && <ChatPanel session={session} onClose={closePanel} />}
      {panel === 'people' && <PeoplePanel session={session} onClose={closePanel} />}
      <Bar
        session={session}
        phone={phone}
        panel={panel}
        devices={devices}
        onPanel={toggle}
        onDialog={setDialog}
      />
      {dialog === 'settings' && (
        <SettingsDialog session={session} devices={devices} onClose={() => setDialog(undefined)} />
      )}
      {dialog === 'shortcuts' && <ShortcutsDialog onClose={() => setDialog(undefined)} />}
      <LiveRegion session={session} />
    </div>
  );
}

/** Focus returns to the button that opened the panel. */
function usePanelFocus(
  panel: PanelName | undefined,
  setPanel: (panel: PanelName | undefined) => void,
) {
  const opener = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (panel) return;
    if (opener.current?.isConnected) opener.current.focus({ preventScroll: true });
    opener.current = null;
  }, [panel]);
  return () => {
    opener.current = document.querySelector<HTMLElement>(`[data-opens="${panel}"]`);
    setPanel(undefined);
  };
}
