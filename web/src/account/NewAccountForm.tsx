import { useTranslation } from 'react-i18next';
import type { Result } from '../api/client';
import { Button } from '../ui/Button';
import { useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { PasswordInput, TextInput } from '../ui/TextInput';
import { emailMessage, nameMessage, newPasswordMessage } from './texts';
import { PASSWORD_MIN } from './validate';

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

interface NewAccountFormProps<T> {
  /** An invitation is for one address. */
  fixedEmail?: string;
  submitLabel: string;
  send: (account: NewAccount) => Promise<Result<T>>;
  done: (value: T, account: NewAccount) => void;
}

/** Name, address and password of somebody new. */
export function NewAccountForm<T>({ fixedEmail, submitLabel, send, done }: NewAccountFormProps<T>) {
  const { t } = useTranslation();
  const form = useForm(t, 'account', { name: '', email: fixedEmail ?? '', password: '' });
  const submit = () =>
    form.submit({
      check: (v) => ({
        name: nameMessage(t, v.name),
        email: emailMessage(t, v.email),
        password: newPasswordMessage(t, v.password),
      }),
      send: (v) => send({ ...v, name: v.name.trim(), email: v.email.trim() }),
      done: (value) => done(value, form.values),
    });
  return (
    <FormFrame form={form} name="account" onSubmit={() => void submit()} aria-label={submitLabel}>
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
      <PasswordInput
        {...form.bind('password')}
        label={t('password.label')}
        hint={t('password.hint', { min: PASSWORD_MIN })}
        autoComplete="new-password"
        testId="password"
      />
      <Button type="submit" variant="primary" size="l" wide busy={form.busy} data-testid="account-submit">
        <span role="status">{form.busy ? t('signUp.busy') : submitLabel}</span>
      </Button>
    </FormFrame>
  );
}
