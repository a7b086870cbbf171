import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog';
import type { MenuEntry } from '../ui/Menu';
import './sheet.css';

interface MoreSheetProps {
  items: readonly MenuEntry[];
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** What the bar of a phone has no room for, as large rows at the thumb. */
export function MoreSheet({ items, onChoose, onClose }: MoreSheetProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('bar.more')} onClose={onClose}>
      <ul className="sheet" data-testid="more-sheet">
        {items.map((item) => (
          <li key={item.id}>
            <Button
              className={item.danger ? 'sheet-row sheet-row-danger' : 'sheet-row'}
              isDisabled={item.disabled}
              data-testid={item.testId}
              onPress={() => {
                onClose();
                onChoose(item.id);
              }}
            >
              {item.icon}
              <span>{item.label}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
