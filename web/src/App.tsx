import { type ComponentType, lazy, Suspense } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch } from 'wouter';
import { CrashGuard } from './CrashGuard';
import { AboutPage } from './pages/about/AboutPage';
import { useArrival } from './ui/useArrival';
import { meetingPath, parseMeetingCode } from './meeting/code';
import { HomePage } from './pages/home/HomePage';
import { LeftPage } from './pages/left/LeftPage';
import { MeetingPage } from './pages/meeting/MeetingPage';
import { UnknownPage } from './pages/unknown/UnknownPage';

// Who only joins a meeting never loads these.
const EntryPages = lazy(() => import('./account/EntryPages'));
const AccountPage = lazy(() => import('./account/AccountPage'));
const PlanPages = lazy(() => import('./plan/PlanPages'));
const ConsolePage = lazy(() => import('./console/ConsolePage'));

const ENTRY = ['/sign-in', '/sign-up', '/setup', '/forgot', '/invitation/*?', '/reset/*?', '/verify/*?'];

export function App() {
  const { i18n } = useTranslation();
  useArrival();
  return (
    <CrashGuard>
      <I18nProvider locale={i18n.language}>
        <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/m/:code">{({ code }) => <MeetingRoute code={code} />}</Route>
          <Route path="/m/:code/left">{({ code }) => <LeftPage code={code} />}</Route>
          <Route path="/about/*?" component={AboutPage} />
          {ENTRY.map((path) => (
            <Route key={path} path={path} component={EntryPages as ComponentType} />
          ))}
          <Route path="/account/:section?">{({ section }) => <AccountPage section={section} />}</Route>
          <Route path="/meetings/*?" component={PlanPages as ComponentType} />
          <Route path="/console/*?" component={ConsolePage as ComponentType} />
          <Route component={UnknownPage} />
        </Switch>
        </Suspense>
      </I18nProvider>
    </CrashGuard>
  );
}

/** A code typed into the address bar gets its usual shape: one meeting has one link. */
function MeetingRoute({ code }: { code: string }) {
  const usual = parseMeetingCode(code);
  if (usual && usual !== code) {
    return <Redirect to={meetingPath(usual) + window.location.search} replace />;
  }
  return <MeetingPage key={code} code={code} />;
}

/** While a part of the client is on its way. */
function Loading() {
  const { t } = useTranslation();
  return (
    <p className="visually-hidden" role="status">
      {t('app.loading')}
    </p>
  );
}
