import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import './field.css';
import './menu.css';
import './select.css';

export interface Option {
  id: string;
  label: string;
}

interface SelectProps {
  label: string;
  icon?: ReactNode;
  options: readonly Option[];
  value: string;
  placeholder?: string;
  disabled?: boolean;
  onChange: (id: string) => void;
}

// A list item needs a key of its own; the browser's default device has the empty id.
const DEFAULT_KEY = 'default-choice';

export function Select({ label, icon, options, value, placeholder, disabled, onChange }: SelectProps) {
  return (
    <AriaSelect
      className="field"
      value={options.some((o) => o.id === value) ? value || DEFAULT_KEY : null}
      onChange={(key) => onChange(key === DEFAULT_KEY ? '' : String(key ?? ''))}
      isDisabled={disabled}
      placeholder={placeholder}
    >
      <Label className="field-label">{label}</Label>
      <Button className="select-button">
        {icon}
        <SelectValue className="select-value" />
        <ChevronDown aria-hidden />
      </Button>
      <Popover className="menu-popover select-popover" offset={4}>
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem
              key={option.id}
              id={option.id || DEFAULT_KEY}
              textValue={option.label}
              className="menu-item"
            >
              {option.label}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
