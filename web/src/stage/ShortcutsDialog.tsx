import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/Dialog';
import { modifierKey } from './useShortcuts';
import './settings.css';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <div className="dialog-body">
        <ShortcutList />
      </div>
    </Dialog>
  );
}

export function ShortcutList() {
  const { t } = useTranslation();
  const modifier = modifierKey();
  const rows: [string, string[]][] = [
    [t('shortcuts.mic'), [modifier, 'D']],
    [t('shortcuts.cam'), [modifier, 'E']],
    [t('shortcuts.help'), ['?']],
    [t('shortcuts.closePanel'), ['Esc']],
    [t('shortcuts.send'), ['Enter']],
    [t('shortcuts.newLine'), ['Shift', 'Enter']],
  ];
  return (
    <dl className="shortcuts">
      {rows.map(([name, keys]) => (
        <div key={name} className="shortcut">
          <dt>{name}</dt>
          <dd>
            {keys.map((key) => (
              <kbd key={key} className="key">
                {key}
              </kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
