import { UserPlus } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type ConsolePerson, getPeople } from '../api/console';
import { Ago } from '../ui/Ago';
import { buttonClass } from '../ui/Button';
import { LoadFrame, SkeletonRows, StateBox } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { ConsoleFrame } from './ConsolePage';
import { CsvButton } from './CsvButton';
import { useQuery } from './query';
import { Pager, SearchBox } from './TableParts';

export const personPath = (id: string) => `/console/people/${encodeURIComponent(id)}`;

export function PeoplePage() {
  const { t } = useTranslation();
  useTitle(`${t('console.people')} · ${t('nav.console')}`);
  const { text, page, change } = useQuery();
  const query = text('query');
  const load = useLoad(`people ${query} ${page}`, () => getPeople(query, page));
  const search = useCallback((next: string) => change({ query: next, page: '' }, true), [change]);
  return (
    <ConsoleFrame
      title={t('console.people')}
      lead={t('console.peopleLead')}
      action={
        <>
        <CsvButton
          name="people.csv"
          heads={[t('profile.name'), t('email.label'), t('console.role'), t('console.state'), t('console.since'), t('console.lastSeen')]}
          page={(at) => getPeople(query, at)}
          rows={({ people }) =>
            people.map((p) => [
              p.name,
              p.email,
              p.administrator ? t('profile.roleAdministrator') : t('profile.roleMember'),
              p.disabled ? t('console.disabled') : t('console.active'),
              p.createdAt,
              p.lastSeenAt ?? '',
            ])
          }
        />
        <Link href="/console/invitations" className={buttonClass({ variant: 'primary' })} data-testid="people-invite">
          <UserPlus aria-hidden />
          {t('console.invite')}
        </Link>
        </>
      }
    >
      <div className="card">
        <div className="table-bar">
          <SearchBox label={t('console.peopleSearch')} value={query} onSearch={search} />
          {load.value && (
            <span className="table-bar-end numeric" role="status">
              {t('stage.peopleCount', { count: load.value.total })}
            </span>
          )}
        </div>
        <LoadFrame load={load} skeleton={<SkeletonRows rows={6} />}>
          {(value) =>
            value.people.length === 0 ? (
              <StateBox title={t('console.noMatch')} body={query && t('console.noMatchHint', { query })} testId="people-empty" />
            ) : (
              <>
                <PeopleTable people={value.people} />
                <Pager paged={value} onPage={(next) => change({ page: next === 0 ? '' : String(next + 1) })} />
              </>
            )
          }
        </LoadFrame>
      </div>
    </ConsoleFrame>
  );
}

function PeopleTable({ people }: { people: ConsolePerson[] }) {
  const { t } = useTranslation();
  return (
    <table className="table" data-testid="people-table">
      <thead>
        <tr>
          <th scope="col">{t('console.person')}</th>
          <th scope="col">{t('console.role')}</th>
          <th scope="col">{t('console.state')}</th>
          <th scope="col" className="table-wide">
            {t('console.since')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.id} data-testid="person-row">
            <td className="table-first">
              <Link href={personPath(person.id)} className="table-link">
                <strong>{person.name}</strong>
                <span>{person.email}</span>
              </Link>
            </td>
            <td>{person.administrator ? t('profile.roleAdministrator') : t('profile.roleMember')}</td>
            <td>
              <PersonState person={person} />
            </td>
            <td className="table-wide table-nowrap">
              <Ago at={person.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function PersonState({ person }: { person: ConsolePerson }) {
  const { t } = useTranslation();
  if (person.disabled) return <span className="chip-warn">{t('console.disabled')}</span>;
  if (!person.emailVerified) return <span className="chip-plain">{t('profile.unverified')}</span>;
  return <span className="chip-ok">{t('console.active')}</span>;
}
