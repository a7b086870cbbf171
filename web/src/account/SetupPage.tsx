import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { type Me, setUp } from '../api/account';
import { buttonClass } from '../ui/Button';
import { StateBox } from '../ui/LoadFrame';
import { EntryFrame } from './EntryFrame';
import { setMe, useMe } from './me';
import { NewAccountForm } from './NewAccountForm';
import { firstPasskey } from './usePasskey';
import { tokenOf } from './validate';

/** The first administrator, by the one-time link that the server printed. */
export function SetupPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const me = useMe();
  const [token] = useState(() => tokenOf(undefined, window.location.hash));
  const arrive = async (answer: Me, password: string) => {
    // With a password a passkey is the next thing to add; without one it is needed now.
    const path = password ? '/account/sign-in' : await firstPasskey();
    setMe(answer);
    navigate(path, { replace: true });
  };
  const done = me.kind === 'known' && !me.me.setupNeeded && !me.me.signedIn;
  if (done || token === '') {
    return (
      <EntryFrame title={t('setup.title')}>
        <StateBox
          title={done ? t('setup.done') : t('setup.noToken')}
          body={done ? t('setup.doneBody') : t('setup.noTokenBody')}
          testId="setup-gone"
        >
          <Link href="/sign-in" className={buttonClass({ variant: 'primary' })}>
            {t('nav.signIn')}
          </Link>
        </StateBox>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('setup.title')} lead={t('setup.lead')}>
      <NewAccountForm
        submitLabel={t('setup.submit')}
        passkey
        send={({ password, ...account }) => setUp({ token, ...account, password: password || undefined })}
        done={(answer, { password }) => void arrive(answer, password)}
      />
    </EntryFrame>
  );
}
