import { I18nProvider } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch } from 'wouter';
import { CrashGuard } from './CrashGuard';
import { AboutPage } from './pages/about/AboutPage';
import { meetingPath, parseMeetingCode } from './meeting/code';
import { HomePage } from './pages/home/HomePage';
import { LeftPage } from './pages/left/LeftPage';
import { MeetingPage } from './pages/meeting/MeetingPage';
import { UnknownPage } from './pages/unknown/UnknownPage';

export function App() {
  const { i18n } = useTranslation();
  return (
    <CrashGuard>
      <I18nProvider locale={i18n.language}>
        <Switch>
          <Route path="/" component={HomePage} />
          <Route path="/m/:code">{({ code }) => <MeetingRoute code={code} />}</Route>
          <Route path="/m/:code/left">{({ code }) => <LeftPage code={code} />}</Route>
          <Route path="/about/*?" component={AboutPage} />
          <Route component={UnknownPage} />
        </Switch>
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
