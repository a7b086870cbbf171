import { CircleCheck, Info, MailCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { askReset, resetPassword, verifyEmail } from '../api/account';
import type { Problem } from '../api/client';
import { Button, buttonClass } from '../ui/Button';
import { useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { SkeletonRows, StateBox } from '../ui/LoadFrame';
import { problemText } from '../ui/problemText';
import { PasswordInput, TextInput } from '../ui/TextInput';
import { EntryFrame } from './EntryFrame';
import { loadMe, useMe } from './me';
import { emailMessage, newPasswordMessage } from './texts';
import { PASSWORD_MIN, tokenOf } from './validate';

/** Asks for a mail with a link. The answer is the same for every address. */
export function ForgotPage() {
  const { t } = useTranslation();
  const me = useMe();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm(t, 'forgot', { email: '' });
  const files = me.kind === 'known' && me.me.mail === 'FILES';
  if (sentTo) {
    return (
      <EntryFrame title={t('forgot.title')}>
        <StateBox icon={<MailCheck />} title={t('forgot.sent', { email: sentTo })} body={files ? t('mail.filesNote') : t('forgot.sentBody')} testId="forgot-sent">
          <Link href="/sign-in" className={buttonClass({ variant: 'outline' })}>
            {t('nav.signIn')}
          </Link>
        </StateBox>
      </EntryFrame>
    );
  }
  const submit = () =>
    form.submit({
      check: ({ email }) => ({ email: emailMessage(t, email) }),
      send: ({ email }) => askReset(email.trim()),
      done: () => setSentTo(form.values.email.trim()),
    });
  return (
    <EntryFrame
      title={t('forgot.title')}
      lead={t('forgot.lead')}
      foot={<Link href="/sign-in">{t('forgot.back')}</Link>}
    >
      {files && (
        <p className="entry-note">
          <Info aria-hidden />
          {t('mail.filesNote')}
        </p>
      )}
      <FormFrame form={form} name="forgot" onSubmit={() => void submit()} aria-label={t('forgot.title')}>
        <TextInput {...form.bind('email')} label={t('email.label')} type="email" autoComplete="username" testId="email" />
        <Button type="submit" variant="primary" size="l" wide busy={form.busy} data-testid="forgot-submit">
          {t('forgot.submit')}
        </Button>
      </FormFrame>
    </EntryFrame>
  );
}

/** The page behind the link of such a mail. */
export function ResetPage({ token: path }: { token?: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [token] = useState(() => tokenOf(path, window.location.hash));
  const [changed, setChanged] = useState(false);
  const form = useForm(t, 'reset', { password: '' });
  if (changed) {
    return (
      <EntryFrame title={t('reset.title')}>
        <StateBox icon={<CircleCheck />} title={t('reset.done')} body={t('reset.doneBody')} testId="reset-done">
          <Button variant="primary" onPress={() => navigate('/sign-in')} data-testid="reset-sign-in">
            {t('nav.signIn')}
          </Button>
        </StateBox>
      </EntryFrame>
    );
  }
  const submit = () =>
    form.submit({
      check: ({ password }) => ({ password: newPasswordMessage(t, password) }),
      send: ({ password }) => resetPassword(token, password),
      done: () => setChanged(true),
    });
  return (
    <EntryFrame title={t('reset.title')} lead={t('reset.lead')} foot={<Link href="/forgot">{t('reset.another')}</Link>}>
      <FormFrame form={form} name="reset" onSubmit={() => void submit()} aria-label={t('reset.title')}>
        <PasswordInput
          {...form.bind('password')}
          label={t('password.newLabel')}
          hint={t('password.hint', { min: PASSWORD_MIN })}
          autoComplete="new-password"
          testId="password"
        />
        <Button type="submit" variant="primary" size="l" wide busy={form.busy} data-testid="reset-submit">
          {t('reset.submit')}
        </Button>
      </FormFrame>
    </EntryFrame>
  );
}

/** The page behind the link that confirms an address. */
export function VerifyPage({ token: path }: { token?: string }) {
  const { t } = useTranslation();
  const [token] = useState(() => tokenOf(path, window.location.hash));
  const [outcome, setOutcome] = useState<'busy' | 'done' | Problem>('busy');
  const asked = useRef(false);
  useEffect(() => {
    // The link counts once: not again when effects run twice.
    if (asked.current) return;
    asked.current = true;
    void verifyEmail(token).then((answer) => {
      setOutcome(answer.ok ? 'done' : answer.problem);
      if (answer.ok) void loadMe();
    });
  }, [token]);
  const me = useMe();
  const signedIn = me.kind === 'known' && me.me.signedIn;
  return (
    <EntryFrame title={t('verify.title')}>
      {outcome === 'busy' ? (
        <SkeletonRows rows={2} />
      ) : outcome === 'done' ? (
        <StateBox icon={<CircleCheck />} title={t('verify.done')} testId="verify-done">
          <Link href={signedIn ? '/' : '/sign-in'} className={buttonClass({ variant: 'primary' })}>
            {signedIn ? t('common.home') : t('nav.signIn')}
          </Link>
        </StateBox>
      ) : (
        <StateBox
          icon={<TriangleAlert />}
          title={problemText(t, outcome).detail}
          body={problemText(t, outcome).remedy ?? t('verify.remedy')}
          testId="verify-failed"
        >
          <Link href="/sign-in" className={buttonClass({ variant: 'outline' })}>
            {t('nav.signIn')}
          </Link>
        </StateBox>
      )}
    </EntryFrame>
  );
}
