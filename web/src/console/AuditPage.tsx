import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type AuditEntry, getAudit } from '../api/console';
import { Ago } from '../ui/Ago';
import { LoadFrame, SkeletonRows, StateBox } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { ConsoleFrame } from './ConsolePage';
import { CsvButton } from './CsvButton';
import { actText } from './actText';
import { personPath } from './PeoplePage';
import { useQuery } from './query';
import { Pager } from './TableParts';

/** Who did what, newest first. */
export function AuditPage() {
  const { t } = useTranslation();
  useTitle(`${t('console.audit')} · ${t('nav.console')}`);
  const { page, change } = useQuery();
  const load = useLoad(`audit ${page}`, () => getAudit(page));
  return (
    <ConsoleFrame title={t('console.audit')} lead={t('console.auditLead')}
      action={
        <CsvButton
          name="audit.csv"
          heads={[t('console.at'), t('console.actor'), t('console.act'), t('console.object'), t('console.detail')]}
          page={getAudit}
          rows={({ entries }) =>
            entries.map((e) => [e.at, e.actorName ?? e.actor ?? '', e.act, e.object, e.detail])
          }
        />
      }
    >
      <div className="card">
        <LoadFrame load={load} skeleton={<SkeletonRows rows={8} />}>
          {(value) =>
            value.entries.length === 0 ? (
              <StateBox title={t('console.noAudit')} testId="audit-empty" />
            ) : (
              <>
                <AuditTable entries={value.entries} />
                <Pager paged={value} onPage={(next) => change({ page: next === 0 ? '' : String(next + 1) })} />
              </>
            )
          }
        </LoadFrame>
      </div>
    </ConsoleFrame>
  );
}

function AuditTable({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation();
  return (
    <table className="table" data-testid="audit-table">
      <thead>
        <tr>
          <th scope="col">{t('console.at')}</th>
          <th scope="col">{t('console.actor')}</th>
          <th scope="col">{t('console.act')}</th>
          <th scope="col">{t('console.object')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id} data-testid="audit-row">
            <td className="table-nowrap">
              <Ago at={entry.at} />
            </td>
            <td className="table-nowrap">{entry.actorName ?? (entry.actor ? t('console.deletedPerson') : t('console.nobody'))}</td>
            <td className="table-nowrap">
              {actText(t, entry.act)}
            </td>
            <td className="table-first">
              <AuditObject entry={entry} /> <span className="secondary">{entry.detail}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** People have a page; other things show the id by which the log of the server names them. */
function AuditObject({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  if (entry.actor && entry.object === entry.actor) return <>{t('console.ownAccount')}</>;
  if (/^(person|administrator|password\.reset-mailed)/.test(entry.act) && entry.act !== 'person.deleted') {
    return <Link href={personPath(entry.object)}>{t('console.onPerson')}</Link>;
  }
  return <span className="code">{entry.object}</span>;
}
