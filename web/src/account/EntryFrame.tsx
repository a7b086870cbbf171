import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppPage } from '../ui/AppPage';
import { useTitle } from '../ui/useTitle';
import '../plan/meeting-rows.css';
import './entry.css';

interface EntryFrameProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  foot?: ReactNode;
}

/** One card in the middle: the pages on the way into an account. */
export function EntryFrame({ title, lead, children, foot }: EntryFrameProps) {
  const { t } = useTranslation();
  useTitle(`${title} · ${t('app.name')}`);
  return (
    <AppPage plain>
      <div className="entry">
        <h1 className="page-title">{title}</h1>
        {lead && <p className="entry-lead">{lead}</p>}
        <div className="card entry-card">{children}</div>
        {foot && <div className="entry-foot">{foot}</div>}
      </div>
    </AppPage>
  );
}
