import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';

interface Look {
  variant?: 'plain' | 'primary' | 'tonal' | 'outline' | 'text' | 'text-danger' | 'leave';
  size?: 's' | 'm' | 'l';
  wide?: boolean;
  pill?: boolean;
}

export function buttonClass({ variant = 'plain', size = 'm', wide, pill }: Look): string {
  return ['btn', `btn-${variant}`, `btn-${size}`, wide && 'btn-wide', pill && 'btn-pill']
    .filter(Boolean)
    .join(' ');
}

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'isPending'>, Look {
  /** At work: keeps the focus, takes no press. The words of the button say what it does. */
  busy?: boolean;
  'data-testid'?: string;
}

export function Button({ variant, size, wide, pill, busy, onPress, ...rest }: ButtonProps) {
  const look = buttonClass({ variant, size, wide, pill });
  return (
    <AriaButton
      {...rest}
      className={busy ? `${look} btn-busy` : look}
      onPress={busy ? undefined : onPress}
    />
  );
}

interface IconButtonProps extends Omit<AriaButtonProps, 'className'> {
  /** An icon always has a name for those who don't see it. */
  label: string;
  className?: string;
  'data-testid'?: string;
}

export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return <AriaButton {...rest} aria-label={label} className={`icon-btn ${className}`} />;
}
