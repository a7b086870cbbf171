import { Video } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Me } from '../../api/account';
import { getServer } from '../../api/client';
import { AppPage } from '../../ui/AppPage';
import { Button } from '../../ui/Button';
import { FieldProblem } from '../../ui/FieldProblem';
import { JoinForm } from './JoinForm';
import { useStartMeeting } from './useStartMeeting';
import './home.css';

const EXAMPLE_CODE = 'kwo-tmna-vei';

/** One field; everything else is for those who may. */
export function SignedOutHome({ me }: { me: Me | undefined }) {
  const { t } = useTranslation();
  // Without an answer the server decides when the button is pressed.
  const mayStart = me?.guestsMayStart ?? true;
  return (
    <AppPage foot={<Link href="/about">{t('common.about')}</Link>}>
      <div className="home">
        <h1 className="page-title">{t('home.title')}</h1>
        <p className="home-lead">{t('home.lead')}</p>
        <JoinForm look="hero" />
        <p className="home-looks">
          {t('home.codeLooks')} <span className="code">{EXAMPLE_CODE}</span>
        </p>
        {mayStart ? <StartMeeting /> : <SignInToStart />}
        <Notes setupNeeded={me?.setupNeeded ?? false} />
      </div>
    </AppPage>
  );
}

function StartMeeting() {
  const { t } = useTranslation();
  const { busy, message, start } = useStartMeeting();
  return (
    <div className="home-start">
      <Button variant="text" size="l" busy={busy} onPress={start} data-testid="start-meeting">
        <Video aria-hidden />
        <span role="status">{busy ? t('home.starting') : t('home.start')}</span>
      </Button>
      {message && <FieldProblem message={message} testId="start-error" />}
    </div>
  );
}

function SignInToStart() {
  const { t } = useTranslation();
  return (
    <div className="home-start">
      <p className="home-note" data-testid="start-needs-sign-in">
        {t('home.signInToStart')} <Link href="/sign-in">{t('nav.signIn')}</Link>
      </p>
    </div>
  );
}

function Notes({ setupNeeded }: { setupNeeded: boolean }) {
  const { t } = useTranslation();
  const devMode = useDevMode();
  return (
    <div className="home-notes">
      {setupNeeded && <p className="home-note">{t('home.setupNote')}</p>}
      {devMode && <p className="home-note">{t('home.devNote')}</p>}
    </div>
  );
}

function useDevMode(): boolean {
  const [devMode, setDevMode] = useState(false);
  useEffect(() => {
    void getServer().then((answer) => {
      if (answer.ok) setDevMode(answer.value.devMode);
    });
  }, []);
  return devMode;
}
