import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import type { Question } from './context';
import './confirm.css';

/** Says what will happen to whom before it happens. */
export function Confirm({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useTranslation();
  const { title, body, act, danger, onYes } = question;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-body" data-testid="confirm">
        <p>{body}</p>
        <div className="dialog-actions">
          <Button variant="outline" onPress={onClose} data-testid="confirm-no">
            {t('common.cancel')}
          </Button>
          <Button
            variant={danger ? 'leave' : 'primary'}
            autoFocus
            data-testid="confirm-yes"
            onPress={() => {
              onClose();
              onYes();
            }}
          >
            {act}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
