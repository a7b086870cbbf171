import { DoorClosed, Hourglass, Lock, LogOut, RotateCcw, UserX, Users } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useTitle } from '../../ui/useTitle';
import type { Refusal } from './refusal';

interface Look {
  icon: ReactElement;
  title: `refusal.${string}`;
  body: `refusal.${string}`;
  /** Whether asking once more can help. */
  again: boolean;
}

const LOOKS = {
  denied: { icon: <UserX />, title: 'refusal.deniedTitle', body: 'refusal.deniedBody', again: false },
  expired: { icon: <Hourglass />, title: 'refusal.expiredTitle', body: 'refusal.expiredBody', again: true },
  stopped: { icon: <LogOut />, title: 'refusal.stoppedTitle', body: 'refusal.stoppedBody', again: true },
  locked: { icon: <Lock />, title: 'refusal.lockedTitle', body: 'refusal.lockedBody', again: true },
  removed: { icon: <UserX />, title: 'refusal.removedTitle', body: 'refusal.removedBody', again: false },
  ended: { icon: <DoorClosed />, title: 'refusal.endedTitle', body: 'refusal.endedBody', again: false },
  full: { icon: <Users />, title: 'refusal.fullTitle', body: 'refusal.fullBody', again: true },
} as const satisfies Record<Refusal, Look>;

interface RefusalProps {
  code: string;
  why: Refusal;
  onAgain: () => void;
}

/** Not in: what happened, and what to do now. */
export function RefusalPage({ code, why, onAgain }: RefusalProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { icon, title, body, again } = LOOKS[why];
  useTitle(`${code} · ${t(title)}`);
  const calm = why === 'stopped' || why === 'ended';
  return (
    <Page>
      <div data-testid={`refused-${why}`} className="refusal" role="status">
        <Notice
          icon={icon}
          tone={calm ? 'calm' : 'warn'}
          context={<span className="code">{code}</span>}
          title={t(title)}
          body={t(body)}
          actions={
            <>
              {again && (
                <Button variant="primary" size="l" onPress={onAgain} data-testid="ask-again">
                  <RotateCcw aria-hidden />
                  {why === 'expired' ? t('refusal.askAgain') : t('common.tryAgain')}
                </Button>
              )}
              <Button
                variant={again ? 'outline' : 'primary'}
                size="l"
                data-testid="home"
                onPress={() => navigate('/')}
              >
                {t('common.home')}
              </Button>
            </>
          }
        />
      </div>
    </Page>
  );
}
