import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../api/client';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { type FieldMessage, FieldProblem } from './FieldProblem';
import { problemText } from './problemText';
import './confirm.css';

interface ConfirmDialogProps<T> {
  title: string;
  /** What will happen, and to whom. */
  children: ReactNode;
  act: string;
  destructive?: boolean;
  send: () => Promise<Result<T>>;
  done: (value: T) => void;
  onClose: () => void;
}

/** Says what will happen before it does; stays open with the reason when the server refuses. */
export function ConfirmDialog<T>({ title, children, act, destructive, send, done, onClose }: ConfirmDialogProps<T>) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<FieldMessage>();
  const run = async () => {
    setBusy(true);
    setMessage(undefined);
    const answer = await send();
    setBusy(false);
    if (answer.ok) done(answer.value);
    else setMessage(problemText(t, answer.problem));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="dialog-body confirm">
        <div className="confirm-text">{children}</div>
        {message && <FieldProblem message={message} testId="confirm-error" />}
        <div className="confirm-acts">
          <Button variant="outline" onPress={onClose} data-testid="confirm-cancel">
            {t('form.cancel')}
          </Button>
          <Button
            variant={destructive ? 'leave' : 'primary'}
            busy={busy}
            onPress={() => void run()}
            data-testid="confirm"
          >
            {act}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
