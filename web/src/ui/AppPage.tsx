import { CalendarDays, House, Settings, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../account/me';
import { buttonClass } from './Button';
import { LanguageMenu } from './LanguageMenu';
import { Mark } from './Mark';
import { PersonMenu } from './PersonMenu';
import { SkipLink } from './SkipLink';
import './topbar.css';
import './app-page.css';

interface AppPageProps {
  children: ReactNode;
  foot?: ReactNode;
  /** The page of signing in doesn't offer to sign in. */
  plain?: boolean;
}

/** The frame of the pages around the meetings: with navigation once somebody is signed in. */
export function AppPage({ children, foot, plain }: AppPageProps) {
  const { t } = useTranslation();
  const me = useMe();
  const person = me.kind === 'known' && me.me.signedIn ? me.me.person : undefined;
  return (
    <div className={person ? 'page page-signed-in' : 'page'}>
      <SkipLink />
      <header className={person ? 'topbar topbar-app' : 'topbar'}>
        <div className="topbar-start">
          <Link href="/" className="topbar-home" aria-label={t('app.homeLink')}>
            <Mark />
            {t('app.name')}
          </Link>
          {person && <MainNav className="topbar-nav" administrator={person.administrator} />}
        </div>
        <div className="topbar-end">
          <LanguageMenu />
          {person && (
            <Link href="/account" className="icon-btn" aria-label={t('nav.account')} data-testid="nav-account">
              <Settings aria-hidden />
            </Link>
          )}
          {person && <PersonMenu person={person} />}
          {!person && !plain && me.kind !== 'loading' && (
            <Link href="/sign-in" className={buttonClass({ variant: 'outline' })} data-testid="sign-in">
              {t('nav.signIn')}
            </Link>
          )}
        </div>
      </header>
      <main className="page-main" id="content" tabIndex={-1}>
        {children}
      </main>
      {foot && <footer className="page-foot">{foot}</footer>}
      {person && <MainNav className="bottom-nav" administrator={person.administrator} account />}
    </div>
  );
}

interface MainNavProps {
  className: string;
  administrator: boolean;
  account?: boolean;
}

function MainNav({ className, administrator, account }: MainNavProps) {
  const { t } = useTranslation();
  return (
    <nav className={className} aria-label={t('nav.label')}>
      <NavLink href="/" exact icon={<House aria-hidden />} label={t('nav.home')} />
      <NavLink href="/meetings" icon={<CalendarDays aria-hidden />} label={t('nav.meetings')} />
      {account && <NavLink href="/account" icon={<Settings aria-hidden />} label={t('nav.accountShort')} />}
      {administrator && (
        <NavLink href="/console" icon={<ShieldCheck aria-hidden />} label={t('nav.console')} />
      )}
    </nav>
  );
}

interface NavLinkProps {
  href: string;
  icon: ReactNode;
  label: string;
  exact?: boolean;
  testId?: string;
}

export function NavLink({ href, icon, label, exact, testId }: NavLinkProps) {
  const [path] = useLocation();
  const here = path === href || (!exact && path.startsWith(`${href}/`));
  return (
    <Link href={href} className="nav-link" aria-current={here ? 'page' : undefined} data-testid={testId}>
      {icon}
      <span className="nav-text">{label}</span>
    </Link>
  );
}
