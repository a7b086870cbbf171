import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDevices } from '../devices/devices';
import { isInterrupted } from '../session/reducer';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { useTitle } from '../ui/useTitle';
import { AskUnmute } from './AskUnmute';
import { Bar } from './Bar';
import { ChatPanel } from './ChatPanel';
import { Confirm } from './Confirm';
import { type Question, StageContext } from './context';
import { Header } from './Header';
import { HostPanel } from './HostPanel';
import { LiveRegion } from './LiveRegion';
import { Overlays } from './Overlays';
import { PeoplePanel } from './PeoplePanel';
import { SettingsDialog } from './SettingsDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { StageArea } from './StageArea';
import { PHONE, useMedia } from './useMedia';
import { useIsHost } from './useRight';
import { useShortcuts } from './useShortcuts';
import { useDarkRoot, useWakeLock } from './useStagePage';
import './stage.css';

export type PanelName = 'chat' | 'people' | 'host';
export type DialogName = 'settings' | 'shortcuts';

interface StageProps {
  session: MeetingSession;
  title: string | undefined;
}

export default function Stage({ session, title }: StageProps) {
  const { t } = useTranslation();
  const phase = useStore(session.phase);
  const media = useStore(session.media.state);
  const phone = useMedia(PHONE);
  const host = useIsHost(session);
  const [wantedPanel, setPanel] = useState<PanelName>();
  const [dialog, setDialog] = useState<DialogName>();
  const [question, setQuestion] = useState<Question>();
  const { pages, setPage, noteCount } = usePages();
  const devices = useDevices(media);
  const frozen = isInterrupted(phase);
  const context = useMemo(() => ({ session, ask: setQuestion }), [session]);
  // Whoever is no host any more has no host panel either.
  const panel = wantedPanel === 'host' && !host ? undefined : wantedPanel;
  const name = title || session.code;

  useDarkRoot();
  useWakeLock();
  useTitle(
    frozen
      ? t('stage.documentReconnecting', { code: name })
      : t('stage.documentTitle', { code: name }),
  );
  const closePanel = usePanelFocus(panel, setPanel);
  useEffect(() => session.chat.setOpen(panel === 'chat'), [session, panel]);
  const toggle = (wanted: PanelName) => (panel === wanted ? closePanel() : setPanel(wanted));
  useShortcuts(session, {
    help: () => setDialog('shortcuts'),
    panel: (wanted) => (wanted !== 'host' || host) && toggle(wanted),
    turnPage: (by) => setPage(pages.page + by),
  });

  return (
    <StageContext value={context}>
      <div className="stage" data-panel={panel} data-frozen={frozen || undefined} data-testid="stage">
        <Header
          session={session}
          phone={phone}
          pages={pages}
          onPage={setPage}
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
          <Overlays
            session={session}
            peopleOpen={panel === 'people'}
            onOpenPeople={() => setPanel('people')}
          />
        </main>
        {panel === 'chat' && <ChatPanel session={session} onClose={closePanel} />}
        {panel === 'people' && <PeoplePanel onClose={closePanel} />}
        {panel === 'host' && <HostPanel onClose={closePanel} />}
        <Bar
          session={session}
          title={title}
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
        {question && <Confirm question={question} onClose={() => setQuestion(undefined)} />}
        <AskUnmute />
        <LiveRegion session={session} />
      </div>
    </StageContext>
  );
}

function usePages() {
  const [pages, setPages] = useState({ page: 0, count: 1 });
  const noteCount = useCallback((count: number) => {
    setPages((p) => (p.count === count ? p : { page: Math.min(p.page, count - 1), count }));
  }, []);
  const setPage = useCallback((page: number) => {
    setPages((p) => ({ ...p, page: Math.min(p.count - 1, Math.max(0, page)) }));
  }, []);
  return { pages, setPage, noteCount };
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
    opener.current =
      document.querySelector<HTMLElement>(`[data-opens="${panel}"]`) ??
      document.querySelector<HTMLElement>('[data-testid="more"]');
    setPanel(undefined);
  };
}
