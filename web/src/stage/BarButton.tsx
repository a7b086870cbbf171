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
  testId?: string;
  opens?: string;
  badge?: ReactNode;
  onPress?: () => void;
  children: ReactNode;
}

export function BarButton(props: BarButtonProps) {
  const { label, pressed, off, bare, testId, opens, badge, onPress, children } = props;
  const look = ['bar-btn', bare && 'bar-btn-bare', off && 'bar-btn-off'].filter(Boolean).join(' ');
  return (
    <span className="badge-host">
      <TooltipTrigger delay={600}>
        <Button
          className={look}
          aria-label={label}
          aria-pressed={pressed}
          data-testid={testId}
          data-opens={opens}
          onPress={onPress}
        >
          {children}
        </Button>
        <Tooltip className="tooltip" offset={8}>
          {label}
        </Tooltip>
      </TooltipTrigger>
      {badge}
    </span>
  );
}
