import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { setUp } from '../api/account';
import { buttonClass } from '../ui/Button';
import { StateBox } from '../ui/LoadFrame';
import { EntryFrame } from './EntryFrame';
import { setMe, useMe } from './me';
import { NewAccountForm } from './NewAccountForm';
import { tokenOf } from './validate';

/** The first administrator, by the one-time link that the server printed. */
export function SetupPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const me = useMe();
  const [token] = useState(() => tokenOf(undefined, window.location.hash));
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
        send={(account) => setUp({ token, ...account })}
        done={(answer) => {
          setMe(answer);
          navigate('/account/sign-in', { replace: true });
        }}
      />
    </EntryFrame>
  );
}
