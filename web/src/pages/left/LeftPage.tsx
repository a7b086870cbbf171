import { Copy, DoorClosed, Lock, LogOut, RotateCcw, TriangleAlert, UserX } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { meetingPath } from '../../meeting/code';
import type { EndReason } from '../../session/reducer';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useTitle } from '../../ui/useTitle';
import './left.css';
import type { JoinState } from '../meeting/joinState';

/** What the call leaves in the history entry for this page. */
export interface LeftState {
  why: EndReason;
}

const TEXTS = {
  left: ['left.leftTitle', 'left.leftBody'],
  removed: ['left.removedTitle', 'left.removedBody'],
  duplicate: ['left.duplicateTitle', 'left.duplicateBody'],
  closed: ['left.closedTitle', 'left.closedBody'],
  gone: ['left.goneTitle', 'left.goneBody'],
  refused: ['left.refusedTitle', 'left.refusedBody'],
  locked: ['refusal.lockedTitle', 'refusal.lockedBody'],
  waiting: ['left.waitingTitle', 'left.waitingBody'],
} as const satisfies Record<EndReason, readonly [string, string]>;

const ICONS = {
  left: <LogOut />,
  removed: <UserX />,
  duplicate: <Copy />,
  closed: <DoorClosed />,
  gone: <TriangleAlert />,
  refused: <TriangleAlert />,
  locked: <Lock />,
  waiting: <DoorClosed />,
} as const satisfies Record<EndReason, ReactElement>;

/** Where nothing can be rejoined, or where another tab would lose its seat. */
const NO_RETURN: readonly EndReason[] = ['closed', 'gone', 'removed'];

export function LeftPage({ code }: { code: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const state = useHistoryState<Partial<LeftState> | null>();
  const why = state?.why && state.why in TEXTS ? state.why : 'left';
  const canReturn = !NO_RETURN.includes(why);
  const [title, body] = TEXTS[why];
  useTitle(t('left.documentTitle', { code }));

  const rejoin: JoinState = { joinNow: true };
  return (
    <Page>
      <div className="left-page" data-testid={`left-${why}`}>
        <Notice
          icon={ICONS[why]}
          tone={why === 'left' || why === 'closed' ? 'calm' : 'warn'}
          context={<span className="code">{code}</span>}
          title={t(title)}
          body={t(body)}
          actions={
            <>
              {canReturn && (
                <Button
                  variant={why === 'left' ? 'primary' : 'outline'}
                  size="l"
                  data-testid="rejoin"
                  onPress={() => navigate(meetingPath(code), { state: rejoin })}
                >
                  <RotateCcw aria-hidden />
                  {why === 'duplicate' ? t('left.useHere') : t('left.rejoin')}
                </Button>
              )}
              <Button
                variant={why === 'left' ? 'outline' : 'primary'}
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
