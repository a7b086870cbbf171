import type { ReactNode } from 'react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';

interface BarButtonProps {
  label: string;
  /** Undefined for a command; true or false for a toggle. */
  pressed?: boolean;
  /** A device that is off looks different from a thing that isn't pressed. */
  off?: boolean;
  /** Without a fill until pressed, as at the bar's end. */
  bare?: boolean;
  /** Why it does nothing now. It keeps the focus, so that the reason can be read and heard. */
  reason?: string;
  testId?: string;
  opens?: string;
  badge?: ReactNode;
  onPress?: () => void;
  children: ReactNode;
}

export function BarButton(props: BarButtonProps) {
  const { label, pressed, off, bare, reason, testId, opens, badge, onPress, children } = props;
  const look = ['bar-btn', bare && 'bar-btn-bare', off && 'bar-btn-off'].filter(Boolean).join(' ');
  return (
    <span className="badge-host">
      <TooltipTrigger delay={reason ? 150 : 600}>
        <Button
          className={look}
          aria-label={reason ? `${label}. ${reason}` : label}
          aria-pressed={pressed}
          aria-disabled={reason ? true : undefined}
          data-forbidden={reason ? true : undefined}
          data-testid={testId}
          data-opens={opens}
          onPress={reason ? undefined : onPress}
        >
          {children}
        </Button>
        <Tooltip className="tooltip" offset={8}>
          {reason ?? label}
        </Tooltip>
      </TooltipTrigger>
      {badge}
    </span>
  );
}
