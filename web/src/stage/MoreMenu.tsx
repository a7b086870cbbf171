import {
  EllipsisVertical,
  Eye,
  EyeOff,
  Keyboard,
  LayoutGrid,
  MessageSquare,
  PhoneOff,
  ScreenShare,
  Settings,
  ShieldCheck,
  Users,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { setPrefs, usePrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { ChoiceMenu, type MenuEntry } from '../ui/Menu';
import { canShare } from './Bar';
import { useLayoutNames } from './LayoutMenu';
import { NEXT_LAYOUT } from './layoutOrder';
import { MoreSheet } from './MoreSheet';
import type { DialogName, PanelName } from './Stage';
import { useEndForAll } from './useEndForAll';
import { useReason } from './useRight';

interface MoreMenuProps {
  session: MeetingSession;
  phone: boolean;
  host: boolean;
  onDialog: (dialog: DialogName) => void;
  onPanel: (panel: PanelName) => void;
}

/** A menu on wide screens, a sheet from below on phones. */
export function MoreMenu(props: MoreMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { items, choose } = useMoreItems(props);
  const waiting = useStore(props.session.conduct.waiting.people).length;
  const button = (
    <Button
      className="bar-btn"
      aria-label={
        props.phone && waiting > 0 ? t('bar.moreWaiting', { count: waiting }) : t('bar.more')
      }
      data-testid="more"
      onPress={props.phone ? () => setOpen(true) : undefined}
    >
      <EllipsisVertical aria-hidden />
    </Button>
  );
  if (!props.phone) {
    return (
      <ChoiceMenu label={t('bar.more')} placement="top" sections={[{ items, onChoose: choose }]}>
        {button}
      </ChoiceMenu>
    );
  }
  return (
    <span className="badge-host">
      {button}
      {waiting > 0 && (
        <span className="badge badge-warn" aria-hidden>
          {waiting}
        </span>
      )}
      {open && <MoreSheet items={items} onChoose={choose} onClose={() => setOpen(false)} />}
    </span>
  );
}

function useMoreItems({ session, phone, host, onDialog, onPanel }: MoreMenuProps) {
  const { t } = useTranslation();
  const { hideSelf, layout } = usePrefs();
  const { sharing } = useStore(session.media.state);
  const { people } = useStore(session.scene);
  const waiting = useStore(session.conduct.waiting.people).length;
  const { unread } = useStore(session.chat.state);
  const shareReason = useReason(session, 'share');
  const layoutNames = useLayoutNames();
  const endForAll = useEndForAll();
  const shareLabel = sharing
    ? t('bar.stopShare')
    : canShare()
      ? (shareReason ?? t('bar.share'))
      : t('bar.shareUnsupported');
  const peopleLabel =
    waiting > 0
      ? t('bar.peopleWaiting', { count: waiting })
      : t('bar.peopleOpen', { count: people.length });
  const onPhone: (MenuEntry | false)[] = [
    { id: 'people', icon: <Users />, label: peopleLabel, testId: 'people-open' },
    {
      id: 'chat',
      icon: <MessageSquare />,
      label: unread > 0 ? t('bar.chatUnread', { count: unread }) : t('bar.chatOpen'),
      testId: 'more-chat',
    },
    {
      id: 'share',
      icon: <ScreenShare />,
      label: shareLabel,
      disabled: !sharing && (!canShare() || shareReason !== undefined),
      testId: 'more-share',
    },
    host && { id: 'host', icon: <ShieldCheck />, label: t('bar.hostOpen'), testId: 'host-open' },
    {
      id: 'layout',
      icon: <LayoutGrid />,
      label: `${t('layout.label')}: ${layoutNames[layout]}`,
      testId: 'more-layout',
    },
  ];
  const items = [
    ...(phone ? onPhone : []),
    {
      id: 'self',
      icon: hideSelf ? <Eye /> : <EyeOff />,
      label: hideSelf ? t('bar.showSelf') : t('bar.hideSelf'),
      testId: 'hide-self',
    },
    { id: 'settings', icon: <Settings />, label: t('bar.settings'), testId: 'settings' },
    !phone && {
      id: 'shortcuts',
      icon: <Keyboard />,
      label: t('bar.shortcuts'),
      testId: 'shortcuts',
    },
    phone &&
      host && {
        id: 'end',
        icon: <PhoneOff />,
        label: t('host.end'),
        danger: true,
        testId: 'end-for-all',
      },
  ].filter((item): item is MenuEntry => item !== false);
  const choose = (id: string) => {
    if (id === 'self') setPrefs({ hideSelf: !hideSelf });
    else if (id === 'share') void (sharing ? session.media.stopShare() : session.media.startShare());
    else if (id === 'layout') setPrefs({ layout: NEXT_LAYOUT[layout] });
    else if (id === 'settings' || id === 'shortcuts') onDialog(id);
    else if (id === 'people' || id === 'chat' || id === 'host') onPanel(id);
    else if (id === 'end') endForAll();
  };
  return { items, choose };
}
