import { KeyRound, MonitorSmartphone, ShieldCheck, UserRound, UserX } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import type { PersonDetails } from '../api/account';
import { AppPage, NavLink } from '../ui/AppPage';
import { ProblemState, SkeletonRows } from '../ui/LoadFrame';
import { useTitle } from '../ui/useTitle';
import { DataSection } from './DataSection';
import { loadMe, useMe } from './me';
import { ProfileSection } from './ProfileSection';
import { SessionsSection } from './SessionsSection';
import { SignInSection } from './SignInSection';
import { TokensSection } from './TokensSection';
import '../plan/meeting-rows.css';
import './account.css';

export interface SectionProps {
  person: PersonDetails;
}

const SECTIONS: Record<string, ComponentType<SectionProps>> = {
  profile: ProfileSection,
  'sign-in': SignInSection,
  sessions: SessionsSection,
  tokens: TokensSection,
  data: DataSection,
};

/** The own account: one section at a time, each with its address. */
export default function AccountPage({ section }: { section?: string }) {
  const { t } = useTranslation();
  const me = useMe();
  useTitle(`${t('nav.account')} · ${t('app.name')}`);
  const Section = SECTIONS[section ?? ''];
  if (!Section) return <Redirect to="/account/profile" replace />;
  return (
    <AppPage>
      <div className="account">
        <h1 className="page-title">{t('nav.account')}</h1>
        <div className="account-columns">
          {me.kind === 'known' && me.me.signedIn && <SectionNav />}
          <div className="account-main">
            {me.kind === 'loading' ? (
              <SkeletonRows rows={4} />
            ) : me.kind === 'failed' ? (
              <ProblemState problem={me.problem} onRetry={() => void loadMe()} />
            ) : me.me.person ? (
              <Section key={section} person={me.me.person} />
            ) : (
              <ProblemState problem={{ status: 401, title: '', detail: '' }} onRetry={() => undefined} />
            )}
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function SectionNav() {
  const { t } = useTranslation();
  const links: [string, string, ReactNode][] = [
    ['profile', t('profile.title'), <UserRound aria-hidden />],
    ['sign-in', t('credentials.title'), <KeyRound aria-hidden />],
    ['sessions', t('sessions.title'), <MonitorSmartphone aria-hidden />],
    ['tokens', t('tokens.title'), <ShieldCheck aria-hidden />],
    ['data', t('data.title'), <UserX aria-hidden />],
  ];
  return (
    <nav className="account-nav" aria-label={t('nav.account')}>
      {links.map(([id, label, icon]) => (
        <NavLink key={id} href={`/account/${id}`} icon={icon} label={label} testId={`account-${id}`} />
      ))}
    </nav>
  );
}

/** One card of a section, with its title and what it is for. */
export function Card({ title, lead, children, testId }: { title: string; lead?: ReactNode; children: ReactNode; testId?: string }) {
  return (
    <section className="card account-card" data-testid={testId}>
      <div className="account-card-head">
        <h2 className="account-card-title">{title}</h2>
        {lead && <p className="secondary">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
