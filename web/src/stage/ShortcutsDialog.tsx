import { useTranslation } from 'react-i18next';
import { setPrefs, usePrefs } from '../prefs/prefs';
import { Dialog } from '../ui/Dialog';
import { Switch } from '../ui/Switch';
import { modifierKey } from './useShortcuts';
import './settings.css';

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <div className="dialog-body">
        <ShortcutSwitches />
        <ShortcutList />
      </div>
    </Dialog>
  );
}

export function ShortcutSwitches() {
  const { t } = useTranslation();
  const { shortcuts, singleKeys } = usePrefs();
  return (
    <div>
      <Switch
        label={t('settings.shortcutsOn')}
        on={shortcuts}
        testId="shortcuts-on"
        onChange={(on) => setPrefs({ shortcuts: on })}
      />
      <Switch
        label={t('settings.singleKeys')}
        hint={t('settings.singleKeysHint')}
        on={shortcuts && singleKeys}
        disabled={!shortcuts}
        testId="single-keys"
        onChange={(on) => setPrefs({ singleKeys: on })}
      />
    </div>
  );
}

export function ShortcutList() {
  const { t } = useTranslation();
  const modifier = modifierKey();
  const rows: [string, string[]][] = [
    [t('shortcuts.mic'), [modifier, 'D']],
    [t('shortcuts.cam'), [modifier, 'E']],
    [t('shortcuts.hand'), ['H']],
    [t('shortcuts.reaction'), ['1', '…', '8']],
    [t('shortcuts.chat'), ['C']],
    [t('shortcuts.people'), ['P']],
    [t('shortcuts.host'), ['O']],
    [t('shortcuts.layout'), ['L']],
    [t('shortcuts.page'), ['Page ↑', 'Page ↓']],
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
