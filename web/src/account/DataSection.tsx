import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { deleteMe, EXPORT_PATH } from '../api/account';
import { Button, buttonClass } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import '../ui/confirm.css';
import { useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { TextInput } from '../ui/TextInput';
import { Card, type SectionProps } from './AccountPage';
import { loadMe } from './me';

export function DataSection({ person }: SectionProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Card title={t('data.exportTitle')} lead={t('data.exportLead')}>
        <div className="account-actions">
          <a className={buttonClass({ variant: 'outline' })} href={EXPORT_PATH} download data-testid="export">
            <Download aria-hidden />
            {t('data.export')}
          </a>
        </div>
      </Card>
      <Card title={t('data.deleteTitle')} lead={t('data.deleteLead')}>
        <div className="account-actions">
          <Button variant="outline" onPress={() => setAsking(true)} data-testid="delete-account">
            <span className="danger-text">{t('data.delete')}</span>
          </Button>
        </div>
      </Card>
      {asking && <DeleteDialog person={person} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The own address typed out: nobody deletes an account by a slip. */
function DeleteDialog({ person, onClose }: SectionProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const form = useForm(t, 'delete', { confirmEmail: '' });
  const submit = () =>
    form.submit({
      check: ({ confirmEmail }) => ({
        confirmEmail:
          confirmEmail.trim().toLowerCase() === person.email.toLowerCase()
            ? undefined
            : { detail: t('data.confirmWrong', { email: person.email }) },
      }),
      send: ({ confirmEmail }) => deleteMe(confirmEmail.trim()),
      done: () => void loadMe().then(() => navigate('/')),
    });
  return (
    <Dialog title={t('data.deleteTitle')} onClose={onClose}>
      <div className="dialog-body confirm">
        <div className="confirm-text">
          <p>{t('data.deleteWhat')}</p>
          <p>{t('data.deleteKept')}</p>
        </div>
        <FormFrame form={form} name="delete" onSubmit={() => void submit()} aria-label={t('data.deleteTitle')}>
          <TextInput
            {...form.bind('confirmEmail')}
            label={t('data.confirmLabel', { email: person.email })}
            type="email"
            testId="delete-email"
          />
          <div className="confirm-acts">
            <Button variant="outline" onPress={onClose}>
              {t('form.cancel')}
            </Button>
            <Button type="submit" variant="leave" busy={form.busy} data-testid="delete-confirm">
              {t('data.deleteNow')}
            </Button>
          </div>
        </FormFrame>
      </div>
    </Dialog>
  );
}
