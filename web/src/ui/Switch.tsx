import { Switch as AriaSwitch } from 'react-aria-components';
import './switch.css';

interface SwitchProps {
  label: string;
  hint?: string;
  on: boolean;
  disabled?: boolean;
  testId?: string;
  onChange: (on: boolean) => void;
}

export function Switch({ label, hint, on, disabled, testId, onChange }: SwitchProps) {
  return (
    <AriaSwitch
      className="switch"
      isSelected={on}
      isDisabled={disabled}
      data-testid={testId}
      onChange={onChange}
    >
      <span className="switch-text">
        <span>{label}</span>
        {hint && <span className="secondary">{hint}</span>}
      </span>
      <span className="switch-track" aria-hidden>
        <span className="switch-knob" />
      </span>
    </AriaSwitch>
  );
}
