import { Fingerprint } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearch } from 'wouter';
import { type Me, signIn } from '../api/account';
import { Button } from '../ui/Button';
import { FieldProblem } from '../ui/FieldProblem';
import { useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { PasswordInput, TextInput } from '../ui/TextInput';
import { EntryFrame } from './EntryFrame';
import { setMe, useMe } from './me';
import { emailMessage } from './texts';
import { usePasskeySignIn } from './usePasskey';
import { safeReturn } from './validate';
import { passkeysSupported } from './webauthn';

export function SignInPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [, navigate] = useLocation();
  const to = safeReturn(new URLSearchParams(useSearch()).get('to'));
  const signedIn = me.kind === 'known' && me.me.signedIn;

  // Also when another tab signed in meanwhile and this one was loaded again.
  useEffect(() => {
    if (signedIn) navigate(to, { replace: true });
  }, [signedIn, to, navigate]);

  const known = me.kind === 'known' ? me.me : undefined;
  return (
    <EntryFrame
      title={t('signIn.title')}
      foot={known && <SignUpWays me={known} />}
    >
      {passkeysSupported() && (
        <>
          <PasskeyButton />
          <p className="entry-or">{t('signIn.or')}</p>
        </>
      )}
      <PasswordForm />
    </EntryFrame>
  );
}

function PasskeyButton() {
  const { t } = useTranslation();
  const { busy, message, run } = usePasskeySignIn(setMe);
  return (
    <div className="entry-passkey">
      <Button variant="primary" size="l" wide busy={busy} onPress={run} data-testid="passkey-sign-in">
        <Fingerprint aria-hidden />
        <span role="status">{busy ? t('signIn.passkeyWaiting') : t('signIn.passkey')}</span>
      </Button>
      {message && <FieldProblem message={message} testId="passkey-error" />}
    </div>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const form = useForm(t, 'sign-in', { email: '', password: '' });
  const submit = () =>
    form.submit({
      check: ({ email, password }) => ({
        email: emailMessage(t, email),
        password: password === '' ? { detail: t('password.empty') } : undefined,
      }),
      send: ({ email, password }) => signIn(email.trim(), password),
      done: setMe,
    });
  return (
    <FormFrame form={form} name="sign-in" onSubmit={() => void submit()} aria-label={t('signIn.title')}>
      <TextInput
        {...form.bind('email')}
        label={t('email.label')}
        type="email"
        autoComplete="username"
        testId="email"
      />
      <PasswordInput
        {...form.bind('password')}
        label={t('password.label')}
        autoComplete="current-password"
        testId="password"
      />
      <Button
        type="submit"
        variant={passkeysSupported() ? 'outline' : 'primary'}
        size="l"
        wide
        busy={form.busy}
        data-testid="sign-in-submit"
      >
        <span role="status">{form.busy ? t('signIn.busy') : t('signIn.submit')}</span>
      </Button>
      <div className="entry-links">
        <Link href="/forgot" data-testid="forgot">
          {t('signIn.forgot')}
        </Link>
      </div>
    </FormFrame>
  );
}

/** How a person without an account gets one on this server. */
function SignUpWays({ me }: { me: Me }) {
  const { t } = useTranslation();
  if (me.setupNeeded) return <p>{t('home.setupNote')}</p>;
  if (me.signUp === 'INVITATION') return <p>{t('signIn.byInvitation')}</p>;
  if (me.signUp === 'CLOSED') return <p>{t('signIn.closed')}</p>;
  return (
    <p>
      {t('signIn.noAccount')}{' '}
      <Link href="/sign-up" data-testid="sign-up">
        {t('signUp.title')}
      </Link>
    </p>
  );
}
