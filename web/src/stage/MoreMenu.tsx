import { EllipsisVertical, Eye, EyeOff, Keyboard, ScreenShare, Settings } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { setPrefs, usePrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { ChoiceMenu, type MenuEntry } from '../ui/Menu';
import { canShare } from './Bar';
import type { DialogName } from './Stage';

interface MoreMenuProps {
  session: MeetingSession;
  phone: boolean;
  onDialog: (dialog: DialogName) => void;
}

export function MoreMenu({ session, phone, onDialog }: MoreMenuProps) {
  const { t } = useTranslation();
  const { hideSelf } = usePrefs();
  const { sharing } = useStore(session.media.state);
  const share: MenuEntry = {
    id: 'share',
    icon: <ScreenShare />,
    label: sharing ? t('bar.stopShare') : canShare() ? t('bar.share') : t('bar.shareUnsupported'),
    disabled: !canShare(),
  };
  const items: MenuEntry[] = [
    ...(phone ? [share] : []),
    {
      id: 'self',
      icon: hideSelf ? <Eye /> : <EyeOff />,
      label: hideSelf ? t('bar.showSelf') : t('bar.hideSelf'),
    },
    { id: 'settings', icon: <Settings />, label: t('bar.settings') },
    ...(phone ? [] : [{ id: 'shortcuts', icon: <Keyboard />, label: t('bar.shortcuts') }]),
  ];
  const choose = (id: string) => {
    if (id === 'self') setPrefs({ hideSelf: !hideSelf });
    else if (id === 'share') void (sharing ? session.media.stopShare() : session.media.startShare());
    else if (id === 'settings' || id === 'shortcuts') onDialog(id);
  };
  return (
    <ChoiceMenu label={t('bar.more')} placement="top" sections={[{ items, onChoose: choose }]}>
      <Button className="bar-btn" aria-label={t('bar.more')} data-testid="more">
        <EllipsisVertical aria-hidden />
      </Button>
    </ChoiceMenu>
  );
}
