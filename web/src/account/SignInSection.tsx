import { Fingerprint, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import './entry.css';
import { useTranslation } from 'react-i18next';
import { changePassword, deletePasskey, getPasskeys, type Passkey } from '../api/account';
import { Ago } from '../ui/Ago';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FieldProblem } from '../ui/FieldProblem';
import { hasIssues, useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { LoadFrame } from '../ui/LoadFrame';
import { Saved } from '../ui/Saved';
import { PasswordInput, TextInput } from '../ui/TextInput';
import { useLoad } from '../ui/useLoad';
import { Card, type SectionProps } from './AccountPage';
import { deviceName } from './deviceName';
import { loadMe } from './me';
import { newPasswordMessage } from './texts';
import { usePasskeyAdding } from './usePasskey';
import { PASSWORD_MIN } from './validate';
import { passkeysSupported } from './webauthn';

export function SignInSection({ person }: SectionProps) {
  return (
    <>
      {!person.hasPassword && person.passkeys === 0 && <NoWayBack />}
      <Passkeys person={person} />
      <PasswordCard person={person} />
    </>
  );
}

/** An account made with a passkey that then didn't come about. */
function NoWayBack() {
  const { t } = useTranslation();
  return (
    <p className="entry-note" role="status" data-testid="no-way-back">
      <TriangleAlert aria-hidden />
      {t('passkey.noWayBack')}
    </p>
  );
}

function Passkeys({ person }: SectionProps) {
  const { t } = useTranslation();
  const load = useLoad('passkeys', getPasskeys);
  const [removing, setRemoving] = useState<Passkey>();
  const changed = () => {
    load.reload();
    void loadMe();
  };
  return (
    <Card title={t('passkey.title')} lead={t('passkey.lead')} testId="passkeys">
      <LoadFrame load={load}>
        {({ passkeys }) => (
          <ul className="account-list">
            {passkeys.map((key) => (
              <li key={key.id} className="account-item">
                <Fingerprint aria-hidden />
                <span className="account-item-text">
                  <span className="account-item-name">{key.label}</span>
                  <span className="secondary">
                    {t('passkey.added')} <Ago at={key.createdAt} />
                  </span>
                </span>
                <Button
                  variant="outline"
                  size="s"
                  aria-label={t('passkey.removeNamed', { label: key.label })}
                  onPress={() => setRemoving(key)}
                  data-testid="passkey-remove"
                >
                  {t('passkey.remove')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </LoadFrame>
      {passkeysSupported() ? <AddPasskey added={changed} /> : <p className="secondary">{t('passkey.unsupported')}</p>}
      {removing && (
        <ConfirmDialog
          title={t('passkey.removeTitle', { label: removing.label })}
          act={t('passkey.remove')}
          destructive
          send={() => deletePasskey(removing.id)}
          done={() => {
            setRemoving(undefined);
            changed();
          }}
          onClose={() => setRemoving(undefined)}
        >
          <p>{t('passkey.removeBody')}</p>
          {!person.hasPassword && <p>{t('passkey.removeLast')}</p>}
        </ConfirmDialog>
      )}
    </Card>
  );
}

function AddPasskey({ added }: { added: () => void }) {
  const { t } = useTranslation();
  const [count, setCount] = useState(0);
  const form = useForm(t, 'passkey', { label: deviceName(navigator.userAgent) });
  const { busy, message, run } = usePasskeyAdding(
    () => form.values.label.trim(),
    () => {
      setCount((n) => n + 1);
      added();
    },
  );
  const submit = () => {
    if (form.values.label.trim() === '') form.refuse({ fields: { label: { detail: t('passkey.labelEmpty') } } });
    else run();
  };
  return (
    <FormFrame form={form} name="passkey" onSubmit={submit} aria-label={t('passkey.add')}>
      <TextInput
        {...form.bind('label')}
        label={t('passkey.label')}
        hint={t('passkey.labelHint')}
        maxLength={60}
        testId="passkey-label"
      />
      {message && <FieldProblem message={message} testId="passkey-error" />}
      <div className="account-actions">
        <Button type="submit" variant="tonal" busy={busy} data-testid="passkey-add">
          <Fingerprint aria-hidden />
          {busy ? t('signIn.passkeyWaiting') : t('passkey.add')}
        </Button>
        <Saved count={count} text={t('passkey.addedDone')} />
      </div>
    </FormFrame>
  );
}

function PasswordCard({ person }: SectionProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(0);
  const form = useForm(t, 'password', { current: '', password: '' });
  const submit = () =>
    form.submit({
      check: ({ current, password }) => ({
        current: person.hasPassword && current === '' ? { detail: t('password.empty') } : undefined,
        password: newPasswordMessage(t, password),
      }),
      send: ({ current, password }) => changePassword(password, person.hasPassword ? current : undefined),
      done: () => {
        setSaved((count) => count + 1);
        form.set('current', '');
        form.set('password', '');
        void loadMe();
      },
    });
  return (
    <Card title={t('password.label')} lead={person.hasPassword ? t('password.changeLead') : t('password.setLead')}>
      <FormFrame form={form} name="password" onSubmit={() => void submit()} aria-label={t('password.label')}>
        {/* Tells password managers whose password this is. */}
        <input className="visually-hidden" type="email" autoComplete="username" value={person.email} readOnly tabIndex={-1} aria-hidden />
        {person.hasPassword && (
          <PasswordInput
            {...form.bind('current')}
            label={t('password.currentLabel')}
            autoComplete="current-password"
            testId="password-current"
          />
        )}
        <PasswordInput
          {...form.bind('password')}
          label={t('password.newLabel')}
          hint={t('password.hint', { min: PASSWORD_MIN })}
          autoComplete="new-password"
          testId="password-new"
        />
        <div className="account-actions">
          <Button type="submit" variant="primary" busy={form.busy} data-testid="password-save">
            {person.hasPassword ? t('password.change') : t('password.set')}
          </Button>
          <Saved count={hasIssues(form.issues) ? 0 : saved} />
        </div>
      </FormFrame>
    </Card>
  );
}
