import { MessageSquare, PhoneOff, ScreenShare, ScreenShareOff, Users } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Devices } from '../devices/devices';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { BarButton } from './BarButton';
import { CamButton, MicButton } from './DeviceButtons';
import { Clock } from './Clock';
import { MoreMenu } from './MoreMenu';
import type { DialogName, PanelName } from './Stage';
import './bar.css';

interface BarProps {
  session: MeetingSession;
  phone: boolean;
  panel: PanelName | undefined;
  devices: Devices;
  onPanel: (panel: PanelName) => void;
  onDialog: (dialog: DialogName) => void;
}

export const canShare = () => 'getDisplayMedia' in (navigator.mediaDevices ?? {});

export function Bar(props: BarProps) {
  const { t } = useTranslation();
  const { session, phone, panel, devices, onPanel, onDialog } = props;
  return (
    <section className="bar" aria-label={t('bar.label')}>
      {!phone && <BarTitle session={session} />}
      <div className="bar-center">
        <MicButton session={session} devices={devices} split={!phone} />
        <CamButton session={session} devices={devices} split={!phone} />
        {!phone && canShare() && <ShareButton session={session} />}
        {phone && <PeopleButton session={session} panel={panel} onPanel={onPanel} />}
        <MoreMenu session={session} phone={phone} onDialog={onDialog} />
        <LeaveButton session={session} phone={phone} />
      </div>
      {!phone && (
        <div className="bar-end">
          <ChatButton session={session} panel={panel} onPanel={onPanel} />
          <PeopleButton session={session} panel={panel} onPanel={onPanel} />
        </div>
      )}
    </section>
  );
}

function BarTitle({ session }: { session: MeetingSession }) {
  return (
    <div className="bar-title">
      <span className="code bar-code">{session.code}</span>
      <span className="secondary">
        <Clock since={session.joinedAt} />
      </span>
    </div>
  );
}

function ShareButton({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const { sharing } = useStore(session.media.state);
  return (
    <BarButton
      label={sharing ? t('bar.stopShare') : t('bar.share')}
      pressed={sharing}
      testId="share"
      onPress={() => void (sharing ? session.media.stopShare() : session.media.startShare())}
    >
      {sharing ? <ScreenShareOff /> : <ScreenShare />}
    </BarButton>
  );
}

function LeaveButton({ session, phone }: { session: MeetingSession; phone: boolean }) {
  const { t } = useTranslation();
  return (
    <AriaButton
      className="bar-leave"
      aria-label={t('bar.leaveName')}
      data-testid="leave"
      onPress={() => session.leave()}
    >
      <PhoneOff aria-hidden />
      {!phone && <span>{t('bar.leave')}</span>}
    </AriaButton>
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
  const open = panel === 'people';
  return (
    <BarButton
      label={open ? t('bar.peopleClose') : t('bar.peopleOpen', { count: people.length })}
      pressed={open}
      bare
      testId="people-open"
      opens="people"
      onPress={() => onPanel('people')}
      badge={
        <span className="badge" aria-hidden>
          {people.length}
        </span>
      }
    >
      <Users />
    </BarButton>
  );
}
