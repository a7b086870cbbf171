import { ChevronLeft, ChevronRight, Lock, MessageSquare, ScreenShare, SwitchCamera } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Devices } from '../devices/devices';
import { setPrefs, usePrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { Button, IconButton } from '../ui/Button';
import { CopyLink } from '../ui/CopyLink';
import { Clock } from './Clock';
import { LayoutMenu } from './LayoutMenu';

interface HeaderProps {
  session: MeetingSession;
  phone: boolean;
  pages: { page: number; count: number };
  onPage: (page: number) => void;
  onChat: () => void;
  devices: Devices;
}

export function Header({ session, phone, pages, onPage, onChat, devices }: HeaderProps) {
  return (
    <header className="stage-head">
      <div className="stage-head-start">
        <CopyLink code={session.code} variant="outline" size="s" pill />
        <LockMark session={session} />
      </div>
      <PresenterPill session={session} />
      <div className="stage-head-end">
        {phone ? (
          <>
            <Clock since={session.joinedAt} />
            {devices.cams.length > 1 && <FlipCamera session={session} devices={devices} />}
            <PhoneChatButton session={session} onChat={onChat} />
          </>
        ) : (
          <>
            {pages.count > 1 && <Pager {...pages} onPage={onPage} />}
            <LayoutMenu />
          </>
        )}
      </div>
    </header>
  );
}

function LockMark({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const { locked } = useStore(session.conduct.state);
  if (!locked) return null;
  return (
    <span className="lock-mark secondary" data-testid="locked">
      <Lock aria-hidden />
      <span>{t('stage.locked')}</span>
    </span>
  );
}

function PresenterPill({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const { share } = useStore(session.scene);
  const { sharing } = useStore(session.media.state);
  if (sharing) {
    return (
      <span className="presenter presenter-self" data-testid="presenting">
        <ScreenShare aria-hidden />
        <span className="presenter-name">{t('stage.youPresent')}</span>
        <Button
          variant="leave"
          size="s"
          pill
          data-testid="stop-share"
          onPress={() => void session.media.stopShare()}
        >
          {t('stage.stop')}
        </Button>
      </span>
    );
  }
  if (!share || share.isSelf) return <span />;
  return (
    <span className="presenter">
      <ScreenShare aria-hidden />
      <span className="presenter-name">{t('stage.presents', { name: share.name })}</span>
    </span>
  );
}

interface PagerProps {
  page: number;
  count: number;
  onPage: (page: number) => void;
}

function Pager({ page, count, onPage }: PagerProps) {
  const { t } = useTranslation();
  return (
    <div className="pager" data-testid="pager">
      <IconButton
        label={t('stage.previousPage')}
        isDisabled={page === 0}
        onPress={() => onPage(page - 1)}
      >
        <ChevronLeft aria-hidden />
      </IconButton>
      <span className="numeric" role="status">
        {t('stage.page', { page: page + 1, pages: count })}
      </span>
      <IconButton
        label={t('stage.nextPage')}
        isDisabled={page >= count - 1}
        onPress={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}

function FlipCamera({ session, devices }: { session: MeetingSession; devices: Devices }) {
  const { t } = useTranslation();
  const { camId } = usePrefs();
  const flip = () => {
    const at = devices.cams.findIndex((d) => d.id === camId);
    const next = devices.cams[(Math.max(at, 0) + 1) % devices.cams.length];
    if (!next) return;
    setPrefs({ camId: next.id });
    void session.switchDevice('videoinput', next.id);
  };
  return (
    <IconButton label={t('bar.flipCamera')} onPress={flip}>
      <SwitchCamera aria-hidden />
    </IconButton>
  );
}

function PhoneChatButton({ session, onChat }: { session: MeetingSession; onChat: () => void }) {
  const { t } = useTranslation();
  const { unread } = useStore(session.chat.state);
  return (
    <span className="badge-host">
      <IconButton
        label={unread > 0 ? t('bar.chatUnread', { count: unread }) : t('bar.chatOpen')}
        onPress={onChat}
        data-testid="chat-open"
        data-opens="chat"
      >
        <MessageSquare aria-hidden />
      </IconButton>
      {unread > 0 && (
        <span className="badge badge-accent" data-testid="chat-unread" aria-hidden>
          {unread}
        </span>
      )}
    </span>
  );
}
