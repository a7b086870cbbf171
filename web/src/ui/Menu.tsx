import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type PopoverProps,
  Separator,
} from 'react-aria-components';
import './menu.css';

export interface MenuEntry {
  id: string;
  label: string;
  icon?: ReactNode;
  disabled?: boolean;
  /** Takes something away for good. */
  danger?: boolean;
  testId?: string;
}

export interface MenuChoice {
  /** Heading of the section; without one the section has only the menu's own label. */
  title?: string;
  /** The chosen item of a section of alternatives; leave out for a section of commands. */
  selected?: string;
  items: readonly MenuEntry[];
  onChoose: (id: string) => void;
}

interface ChoiceMenuProps {
  label: string;
  sections: readonly MenuChoice[];
  placement?: PopoverProps['placement'];
  /** The button that opens it. */
  children: ReactNode;
}

export function ChoiceMenu({ label, sections, placement = 'top start', children }: ChoiceMenuProps) {
  const shown = sections.filter((s) => s.items.length > 0);
  return (
    <MenuTrigger>
      {children}
      <Popover className="menu-popover" placement={placement} offset={8}>
        <Menu className="menu" aria-label={label}>
          {shown.map((section, index) => [
            index > 0 && <Separator key={`line-${index}`} className="menu-line" />,
            <ChoiceSection
              key={`section-${index}`}
              prefix={`${index}:`}
              section={section}
              label={label}
            />,
          ])}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface ChoiceSectionProps {
  /** Keys are unique in a whole menu, ids only in their section: two lists have a "default". */
  prefix: string;
  section: MenuChoice;
  label: string;
}

function ChoiceSection({ prefix, section, label }: ChoiceSectionProps) {
  const chooses = section.selected !== undefined;
  return (
    <MenuSection
      aria-label={section.title ? undefined : label}
      selectionMode={chooses ? 'single' : 'none'}
      selectedKeys={chooses ? [prefix + (section.selected ?? '')] : []}
      disallowEmptySelection={chooses}
    >
      {section.title && <Header className="menu-title">{section.title}</Header>}
      {section.items.map((item) => (
        <MenuItem
          key={prefix + item.id}
          id={prefix + item.id}
          textValue={item.label}
          isDisabled={item.disabled}
          className={item.danger ? 'menu-item menu-item-danger' : 'menu-item'}
          data-testid={item.testId}
          onAction={() => section.onChoose(item.id)}
        >
          {item.icon}
          <span className="menu-item-label">{item.label}</span>
          {chooses && item.id === section.selected && <Check aria-hidden />}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
