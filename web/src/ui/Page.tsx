import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { LanguageMenu } from './LanguageMenu';
import { Mark } from './Mark';
import './topbar.css';

/** The frame of every page outside the call. */
export function Page({ children, foot }: { children: ReactNode; foot?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="page">
      <a className="skip-link" href="#content">
        {t('app.skip')}
      </a>
      <header className="topbar">
        <Link href="/" className="topbar-home" aria-label={t('app.homeLink')}>
          <Mark />
          {t('app.name')}
        </Link>
        <LanguageMenu />
      </header>
      <main className="page-main" id="content" tabIndex={-1}>
        {children}
      </main>
      {foot && <footer className="page-foot">{foot}</footer>}
    </div>
  );
}
