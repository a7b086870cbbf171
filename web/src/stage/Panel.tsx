import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/Button';
import './panel.css';

interface PanelProps {
  title: string;
  count?: number;
  onClose: () => void;
  children: ReactNode;
}

/** Beside the stage on wide screens, over it on narrower ones, a sheet from below on phones. */
export function Panel({ title, count, onClose, children }: PanelProps) {
  const { t } = useTranslation();
  return (
    <aside
      className="panel"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
    >
      <header className="panel-head">
        <h2 className="panel-title">
          {title}
          {count !== undefined && <span className="panel-count numeric">{count}</span>}
        </h2>
        <IconButton label={t('common.close')} onPress={onClose} data-testid="panel-close">
          <X aria-hidden />
        </IconButton>
      </header>
      {children}
    </aside>
  );
}
