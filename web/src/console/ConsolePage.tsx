import { ChevronRight, House, Mail, ScrollText, Settings, UserPlus, Users } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, Route, Switch } from 'wouter';
import type { PersonDetails } from '../api/account';
import { loadMe, useMe } from '../account/me';
import { NavLink } from '../ui/AppPage';
import { Avatar } from '../ui/Avatar';
import { LanguageMenu } from '../ui/LanguageMenu';
import { ProblemState, SkeletonRows } from '../ui/LoadFrame';
import { Mark } from '../ui/Mark';
import { PersonMenu } from '../ui/PersonMenu';
import { SkipLink } from '../ui/SkipLink';
import { AuditPage } from './AuditPage';
import { InvitationsPage } from './InvitationsPage';
import { MailPage, MailsPage } from './MailPages';
import { PeoplePage } from './PeoplePage';
import { PersonPage } from './PersonPage';
import { SettingsPage } from './SettingsPage';
import '../ui/topbar.css';
import '../ui/app-page.css';
import '../account/account.css';
import '../plan/meeting-rows.css';
import '../plan/plan.css';
import './console.css';

/** What administrators see of the whole server. */
export default function ConsolePage() {
  const me = useMe();
  const person = me.kind === 'known' ? me.me.person : undefined;
  return (
    <div className="console">
      <SkipLink />
      <ConsoleNav person={person} />
      <div className="console-body">
        {me.kind === 'loading' ? (
          <SkeletonRows rows={6} />
        ) : me.kind === 'failed' ? (
          <Frame>
            <ProblemState problem={me.problem} onRetry={() => void loadMe()} />
          </Frame>
        ) : person?.administrator ? (
          <Pages />
        ) : (
          <Frame>
            <ProblemState problem={{ status: person ? 403 : 401, title: '', detail: '' }} onRetry={() => undefined} />
          </Frame>
        )}
      </div>
    </div>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main className="console-main" id="content" tabIndex={-1}>
      <h1 className="visually-hidden">{t('nav.console')}</h1>
      <div className="card">{children}</div>
    </main>
  );
}

const PAGES: [string, ComponentType][] = [
  ['/console/people', PeoplePage],
  ['/console/invitations', InvitationsPage],
  ['/console/settings', SettingsPage],
  ['/console/audit', AuditPage],
  ['/console/mails', MailsPage],
];

function Pages() {
  return (
    <Switch>
      {PAGES.map(([path, component]) => (
        <Route key={path} path={path} component={component} />
      ))}
      <Route path="/console/people/:id">{({ id }) => <PersonPage key={id} id={id} />}</Route>
      <Route path="/console/mails/:id">{({ id }) => <MailPage key={id} id={id} />}</Route>
      <Route>
        <Redirect to="/console/people" replace />
      </Route>
    </Switch>
  );
}

function ConsoleNav({ person }: { person: PersonDetails | undefined }) {
  const { t } = useTranslation();
  return (
    <aside className="console-aside">
      <Link href="/" className="topbar-home console-brand" aria-label={t('console.homeLink')}>
        <Mark />
        <span>
          {t('app.name')} <span className="console-word">{t('nav.console')}</span>
        </span>
      </Link>
      {person?.administrator && (
        <nav className="console-nav" aria-label={t('nav.console')}>
          <NavLink href="/console/people" icon={<Users aria-hidden />} label={t('console.people')} testId="console-people" />
          <NavLink href="/console/invitations" icon={<UserPlus aria-hidden />} label={t('console.invitations')} testId="console-invitations" />
          <NavLink href="/console/settings" icon={<Settings aria-hidden />} label={t('console.settings')} testId="console-settings" />
          <NavLink href="/console/audit" icon={<ScrollText aria-hidden />} label={t('console.audit')} testId="console-audit" />
          <NavLink href="/console/mails" icon={<Mail aria-hidden />} label={t('console.mails')} testId="console-mails" />
        </nav>
      )}
      <div className="console-phone-end">
        <Link href="/" className="icon-btn" aria-label={t('nav.home')}>
          <House aria-hidden />
        </Link>
        {person && <PersonMenu person={person} />}
      </div>
      {person && (
        <Link href="/account" className="console-self">
          <Avatar identity={person.id} name={person.name} />
          <span className="console-self-text">
            <strong>{person.name}</strong>
            <span className="secondary">
              {person.administrator ? t('profile.roleAdministrator') : t('profile.roleMember')}
            </span>
          </span>
        </Link>
      )}
    </aside>
  );
}

interface ConsoleFrameProps {
  title: string;
  lead?: ReactNode;
  /** The page this one is a detail of. */
  parent?: { href: string; label: string };
  action?: ReactNode;
  children: ReactNode;
}

/** One page of the console: where it is, its title, its one primary action. */
export function ConsoleFrame({ title, lead, parent, action, children }: ConsoleFrameProps) {
  const { t } = useTranslation();
  return (
    <>
      <header className="console-head">
        <nav className="crumbs" aria-label={t('console.crumbs')}>
          <Link href={parent?.href ?? '/console'}>{parent?.label ?? t('nav.console')}</Link>
          <ChevronRight aria-hidden />
          <span aria-current="page">{title}</span>
        </nav>
        <LanguageMenu />
      </header>
      <main className="console-main" id="content" tabIndex={-1}>
        <div className="console-title">
          <div>
            <h1 className="page-title">{title}</h1>
            {lead && <p className="plan-lead">{lead}</p>}
          </div>
          {action && <div className="console-actions">{action}</div>}
        </div>
        {children}
      </main>
    </>
  );
}
