import { Hand, Info, TriangleAlert, UserPlus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../session/store';
import type { Toast } from '../session/toasts';
import { Button, IconButton } from '../ui/Button';
import { useStage } from './context';
import { toastWords } from './toastText';

interface ToastListProps {
  peopleOpen: boolean;
  onOpenPeople: () => void;
}

/** What changed a moment ago. Spoken as well as shown; nothing here needs an answer in a hurry. */
export function ToastList({ peopleOpen, onOpenPeople }: ToastListProps) {
  const { session } = useStage();
  const all = useStore(session.conduct.toasts.list);
  const toasts = peopleOpen ? all.filter((t) => t.text.kind !== 'waiting') : all;
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onOpenPeople={onOpenPeople} />
      ))}
    </div>
  );
}

function ToastCard({ toast, onOpenPeople }: { toast: Toast; onOpenPeople: () => void }) {
  const { t } = useTranslation();
  const { session } = useStage();
  const { kind } = toast.text;
  const { title, detail } = toastWords(t, toast.text);
  const dismiss = () => session.conduct.toasts.dismiss(toast.id);
  return (
    <div className="overlay-card toast" data-testid={`toast-${kind}`} data-kind={kind}>
      <ToastIcon kind={kind} />
      <span className="overlay-text">
        <strong>{title}</strong>
        {detail && <span className="secondary">{detail}</span>}
      </span>
      <span className="toast-actions">
        {kind === 'waiting' && (
          <KnockActions
            onOpen={() => {
              dismiss();
              onOpenPeople();
            }}
          />
        )}
        {kind === 'hand-spoke' && (
          <Button
            size="s"
            variant="tonal"
            data-testid="raise-again"
            onPress={() => {
              dismiss();
              void session.conduct.hand(true);
            }}
          >
            {t('toast.raiseAgain')}
          </Button>
        )}
        <IconButton label={t('common.dismiss')} onPress={dismiss}>
          <X aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}

function KnockActions({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const { session } = useStage();
  const people = useStore(session.conduct.waiting.people);
  const only = people.length === 1 ? people[0] : undefined;
  return (
    <>
      {only && (
        <Button
          variant="primary"
          size="s"
          data-testid="toast-accept"
          onPress={() => void session.conduct.answer(only.id, 'admit')}
        >
          {t('people.accept')}
        </Button>
      )}
      {people.length > 1 && (
        <Button
          variant="primary"
          size="s"
          data-testid="toast-accept"
          onPress={() => void session.conduct.answerAll('admit')}
        >
          {t('people.acceptAll')}
        </Button>
      )}
      <Button size="s" variant="tonal" data-testid="toast-open" onPress={onOpen}>
        {t('toast.open')}
      </Button>
    </>
  );
}

function ToastIcon({ kind }: { kind: Toast['text']['kind'] }) {
  if (kind === 'failed') return <TriangleAlert aria-hidden />;
  if (kind === 'waiting') return <UserPlus aria-hidden />;
  if (kind.startsWith('hand')) return <Hand aria-hidden />;
  return <Info aria-hidden />;
}
