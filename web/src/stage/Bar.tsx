import { MessageSquare, ScreenShare, ScreenShareOff, ShieldCheck, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Devices } from '../devices/devices';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { BarButton } from './BarButton';
import { Clock } from './Clock';
import { CamButton, MicButton } from './DeviceButtons';
import { HandButton } from './HandButton';
import { LeaveButton } from './LeaveButton';
import { MoreMenu } from './MoreMenu';
import { ReactionButton } from './ReactionButton';
import type { DialogName, PanelName } from './Stage';
import { NARROW_BAR, useMedia } from './useMedia';
import { useIsHost, useReason } from './useRight';
import './bar.css';

interface BarProps {
  session: MeetingSession;
  title: string | undefined;
  phone: boolean;
  panel: PanelName | undefined;
  devices: Devices;
  onPanel: (panel: PanelName) => void;
  onDialog: (dialog: DialogName) => void;
}

export const canShare = () => 'getDisplayMedia' in (navigator.mediaDevices ?? {});

export function Bar(props: BarProps) {
  const { t } = useTranslation();
  const { session, title, phone, panel, devices, onPanel, onDialog } = props;
  const host = useIsHost(session);
  const narrow = useMedia(NARROW_BAR);
  return (
    <section className="bar" aria-label={t('bar.label')}>
      {!phone && <BarTitle session={session} title={title} />}
      <div className="bar-center">
        <MicButton session={session} devices={devices} split={!narrow} />
        <CamButton session={session} devices={devices} split={!narrow} />
        {!phone && canShare() && <ShareButton session={session} />}
        <ReactionButton session={session} />
        <HandButton session={session} />
        <MoreMenu
          session={session}
          phone={phone}
          host={host}
          onDialog={onDialog}
          onPanel={onPanel}
        />
        <LeaveButton session={session} phone={phone} />
      </div>
      {!phone && (
        <div className="bar-end">
          <ChatButton session={session} panel={panel} onPanel={onPanel} />
          <PeopleButton session={session} panel={panel} onPanel={onPanel} />
          {host && <HostButton panel={panel} onPanel={onPanel} />}
        </div>
      )}
    </section>
  );
}

function BarTitle({ session, title }: { session: MeetingSession; title: string | undefined }) {
  return (
    <div className="bar-title">
      {title ? (
        <>
          <span className="bar-name">{title}</span>
          <span className="secondary bar-code-line">
            <Clock since={session.joinedAt} /> · <span className="code">{session.code}</span>
          </span>
        </>
      ) : (
        <>
          <span className="code bar-code">{session.code}</span>
          <span className="secondary">
            <Clock since={session.joinedAt} />
          </span>
        </>
      )}
    </div>
  );
}

function ShareButton({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const { sharing } = useStore(session.media.state);
  const reason = useReason(session, 'share');
  return (
    <BarButton
      label={sharing ? t('bar.stopShare') : t('bar.share')}
      pressed={sharing}
      reason={sharing ? undefined : reason}
      testId="share"
      onPress={() => void (sharing ? session.media.stopShare() : session.media.startShare())}
    >
      {sharing ? <ScreenShareOff /> : <ScreenShare />}
    </BarButton>
  );
}

interface PanelButtonProps {
  session: MeetingSession;
  panel: PanelName | undefined;
  onPanel: (panel: PanelName) => void;
}

function ChatButton({ session, panel, onPanel }: PanelButtonProps) {
  const { t } = useTranslation();
  const { unread } = useStore(session.chat.state);
  const open = panel === 'chat';
  const closedName = unread > 0 ? t('bar.chatUnread', { count: unread }) : t('bar.chatOpen');
  return (
    <BarButton
      label={open ? t('bar.chatClose') : closedName}
      pressed={open}
      bare
      testId="chat-open"
      opens="chat"
      onPress={() => onPanel('chat')}
      badge={
        unread > 0 && (
          <span className="badge badge-accent" data-testid="chat-unread" aria-hidden>
            {unread}
          </span>
        )
      }
    >
      <MessageSquare />
    </BarButton>
  );
}

function PeopleButton({ session, panel, onPanel }: PanelButtonProps) {
  const { t } = useTranslation();
  const { people } = useStore(session.scene);
  const waiting = useStore(session.conduct.waiting.people).length;
  const open = panel === 'people';
  const closedName =
    waiting > 0
      ? t('bar.peopleWaiting', { count: waiting })
      : t('bar.peopleOpen', { count: people.length });
  return (
    <BarButton
      label={open ? t('bar.peopleClose') : closedName}
      pressed={open}
      bare
      testId="people-open"
      opens="people"
      onPress={() => onPanel('people')}
      badge={
        waiting > 0 ? (
          <span className="badge badge-warn" data-testid="waiting-badge" aria-hidden>
            {waiting}
          </span>
        ) : (
          <span className="badge" aria-hidden>
            {people.length}
          </span>
        )
      }
    >
      <Users />
    </BarButton>
  );
}

function HostButton({ panel, onPanel }: Omit<PanelButtonProps, 'session'>) {
  const { t } = useTranslation();
  const open = panel === 'host';
  return (
    <BarButton
      label={open ? t('bar.hostClose') : t('bar.hostOpen')}
      pressed={open}
      bare
      testId="host-open"
      opens="host"
      onPress={() => onPanel('host')}
    >
      <ShieldCheck />
    </BarButton>
  );
}
