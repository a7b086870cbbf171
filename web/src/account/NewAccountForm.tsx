import { useTranslation } from 'react-i18next';
import { Fingerprint } from 'lucide-react';
import type { Result } from '../api/client';
import { Button } from '../ui/Button';
import { useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { PasswordInput, TextInput } from '../ui/TextInput';
import { emailMessage, nameMessage, newPasswordMessage } from './texts';
import { PASSWORD_MIN } from './validate';
import { passkeysSupported } from './webauthn';

export interface NewAccount {
  name: string;
  email: string;
  /** Empty where a passkey follows instead. */
  password: string;
}

interface NewAccountFormProps<T> {
  /** An invitation is for one address. */
  fixedEmail?: string;
  submitLabel: string;
  /** Whether the account may come without a password, with a passkey made next. */
  passkey?: boolean;
  send: (account: NewAccount) => Promise<Result<T>>;
  done: (value: T, account: NewAccount) => void;
}

/** Name, address and password of somebody new. */
export function NewAccountForm<T>({ fixedEmail, submitLabel, passkey, send, done }: NewAccountFormProps<T>) {
  const { t } = useTranslation();
  const form = useForm(t, 'account', { name: '', email: fixedEmail ?? '', password: '' });
  const offersPasskey = passkey === true && passkeysSupported();
  const submit = (withPassword: boolean) => {
    const account = (v: NewAccount) => ({
      name: v.name.trim(),
      email: v.email.trim(),
      password: withPassword ? v.password : '',
    });
    return form.submit({
      check: (v) => ({
        name: nameMessage(t, v.name),
        email: emailMessage(t, v.email),
        password: withPassword ? newPasswordMessage(t, v.password) : undefined,
      }),
      send: (v) => send(account(v)),
      done: (value) => done(value, account(form.values)),
    });
  };
  return (
    <FormFrame form={form} name="account" onSubmit={() => void submit(true)} aria-label={submitLabel}>
      <TextInput
        {...form.bind('name')}
        label={t('profile.name')}
        hint={t('profile.nameHint')}
        autoComplete="name"
        testId="name"
      />
      <TextInput
        {...form.bind('email')}
        label={t('email.label')}
        type="email"
        autoComplete="username"
        readOnly={fixedEmail !== undefined}
        testId="email"
      />
      {offersPasskey && (
        <>
          <Button
            variant="primary"
            size="l"
            wide
            busy={form.busy}
            onPress={() => void submit(false)}
            data-testid="account-passkey"
          >
            <Fingerprint aria-hidden />
            {t('signUp.withPasskey')}
          </Button>
          <p className="entry-or">{t('signIn.or')}</p>
        </>
      )}
      <PasswordInput
        {...form.bind('password')}
        label={t('password.label')}
        hint={t('password.hint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        testId="password"
      />
      <Button
        type="submit"
        variant={offersPasskey ? 'outline' : 'primary'}
        size="l"
        wide
        busy={form.busy}
        data-testid="account-submit"
      >
        <span role="status">{form.busy ? t('signUp.busy') : submitLabel}</span>
      </Button>
    </FormFrame>
  );
}
