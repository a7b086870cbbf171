import { ChevronUp, LogOut, PhoneOff } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { MeetingSession } from '../session/session';
import { ChoiceMenu } from '../ui/Menu';
import { useEndForAll } from './useEndForAll';
import { useIsHost } from './useRight';

/** Leaving is one press. Ending it for everybody is another thing, and only a host has it. */
export function LeaveButton({ session, phone }: { session: MeetingSession; phone: boolean }) {
  const { t } = useTranslation();
  const host = useIsHost(session);
  const split = host && !phone;
  return (
    <span className={split ? 'leave-split' : 'leave-single'}>
      <Button
        className="bar-leave"
        aria-label={t('bar.leaveName')}
        data-testid="leave"
        onPress={() => session.leave()}
      >
        <PhoneOff aria-hidden />
        {!phone && <span>{t('bar.leave')}</span>}
      </Button>
      {split && <LeaveMenu session={session} />}
    </span>
  );
}

function LeaveMenu({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const endForAll = useEndForAll();
  return (
    <ChoiceMenu
      label={t('bar.leaveMenu')}
      placement="top end"
      sections={[
        {
          items: [
            { id: 'leave', label: t('bar.leaveName'), icon: <LogOut />, testId: 'leave-only' },
            {
              id: 'end',
              label: t('host.end'),
              icon: <PhoneOff />,
              danger: true,
              testId: 'end-for-all',
            },
          ],
          onChoose: (id) => (id === 'end' ? endForAll() : session.leave()),
        },
      ]}
    >
      <Button className="leave-chevron" aria-label={t('bar.leaveMenu')} data-testid="leave-menu">
        <ChevronUp aria-hidden />
      </Button>
    </ChoiceMenu>
  );
}
