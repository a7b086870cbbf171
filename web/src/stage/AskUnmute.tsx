import { useTranslation } from 'react-i18next';
import { useStore } from '../session/store';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { useStage } from './context';
import './confirm.css';

/** A host asks; the microphone is turned on by nobody but its owner. */
export function AskUnmute() {
  const { t } = useTranslation();
  const { session } = useStage();
  const by = useStore(session.conduct.unmuteAsk);
  if (by === undefined) return null;
  const close = () => session.conduct.unmuteAsk.set(undefined);
  return (
    <Dialog title={by ? t('unmute.title', { name: by }) : t('unmute.titleHost')} onClose={close}>
      <div className="dialog-body" data-testid="ask-unmute">
        <p>{t('unmute.body')}</p>
        <div className="dialog-actions">
          <Button variant="outline" autoFocus onPress={close} data-testid="stay-muted">
            {t('unmute.stay')}
          </Button>
          <Button
            variant="primary"
            data-testid="unmute"
            onPress={() => {
              close();
              void session.media.setMic(true);
            }}
          >
            {t('device.micOn')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
