import { MailCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { getInvitation, type Invitation, type Me, signUp } from '../api/account';
import { NO_ANSWER } from '../api/client';
import { buttonClass } from '../ui/Button';
import { LoadFrame, StateBox } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { EntryFrame } from './EntryFrame';
import { setMe, useMe } from './me';
import { type NewAccount, NewAccountForm } from './NewAccountForm';
import { firstPasskey } from './usePasskey';
import { tokenOf } from './validate';

/** Sign-up without an invitation, where this server allows it. */
export function SignUpPage() {
  const { t } = useTranslation();
  const me = useMe();
  const mode = me.kind === 'known' ? me.me.signUp : 'OPEN';
  if (mode === 'INVITATION' || mode === 'CLOSED') {
    return (
      <EntryFrame title={t('signUp.title')}>
        <StateBox
          title={mode === 'CLOSED' ? t('signIn.closed') : t('signUp.needsInvitation')}
          body={t('signUp.askAdministrator')}
          testId="sign-up-closed"
        >
          <Link href="/sign-in" className={buttonClass({ variant: 'primary' })}>
            {t('nav.signIn')}
          </Link>
        </StateBox>
      </EntryFrame>
    );
  }
  return <SignUp lead={mode === 'DOMAIN' ? t('signUp.domainLead') : t('signUp.openLead')} />;
}

interface SignUpProps {
  lead: string;
  invitation?: { token: string; email: string };
}

function SignUp({ lead, invitation }: SignUpProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [verify, setVerify] = useState<string>();
  if (verify) return <CheckMail email={verify} />;

  const done = (answer: Me | { verify: true }, { email, password }: NewAccount) => {
    if ('verify' in answer) return setVerify(email);
    void arrive(answer, password);
  };
  const arrive = async (answer: Me, password: string) => {
    const path = password ? '/' : await firstPasskey();
    setMe(answer);
    navigate(path, { replace: true });
  };
  return (
    <EntryFrame
      title={t('signUp.title')}
      lead={lead}
      foot={
        <p>
          {t('signUp.haveAccount')} <Link href="/sign-in">{t('nav.signIn')}</Link>
        </p>
      }
    >
      <NewAccountForm
        fixedEmail={invitation?.email}
        submitLabel={t('signUp.submit')}
        passkey={invitation !== undefined}
        send={({ password, ...account }) =>
          signUp({ ...account, password: password || undefined, invitation: invitation?.token })
        }
        done={done}
      />
    </EntryFrame>
  );
}

function CheckMail({ email }: { email: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const files = me.kind === 'known' && me.me.mail === 'FILES';
  return (
    <EntryFrame title={t('signUp.checkTitle')}>
      <StateBox
        icon={<MailCheck />}
        title={t('signUp.checkLead', { email })}
        body={files ? t('mail.filesNote') : t('signUp.checkBody')}
        testId="check-mail"
      />
    </EntryFrame>
  );
}

/** The page behind the link of an invitation. */
export function InvitationPage({ token: path }: { token?: string }) {
  const { t } = useTranslation();
  const [token] = useState(() => tokenOf(path, window.location.hash));
  const load = useLoad<Invitation>(`invitation ${token}`, () => getInvitation(token));
  const gone = load.problem && load.problem.status !== NO_ANSWER && load.problem.status < 500;
  if (gone || load.value === undefined) {
    return (
      <EntryFrame title={t('invitation.title')}>
        {gone ? (
          <StateBox
            title={load.problem?.status === 410 ? t('invitation.expired') : t('invitation.unknown')}
            body={t('invitation.askAgain')}
            testId="invitation-gone"
          >
            <Link href="/" className={buttonClass({ variant: 'outline' })}>
              {t('common.home')}
            </Link>
          </StateBox>
        ) : (
          <LoadFrame load={load}>{() => null}</LoadFrame>
        )}
      </EntryFrame>
    );
  }
  const { email, organisation } = load.value;
  return (
    <SignUp
      lead={organisation ? t('invitation.leadOrganisation', { organisation }) : t('invitation.lead')}
      invitation={{ token, email }}
    />
  );
}
