import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../api/client';
import { changePerson, type ConsolePerson, getPerson, sendPasswordReset } from '../api/console';
import { useMe, usePerson } from '../account/me';
import { Ago } from '../ui/Ago';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { LoadFrame } from '../ui/LoadFrame';
import { Saved } from '../ui/Saved';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { ConsoleFrame } from './ConsolePage';
import { PersonState } from './PeoplePage';

/** One person: what is known, and what an administrator can do. */
export function PersonPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const load = useLoad(`person ${id}`, () => getPerson(id));
  const name = load.value?.name ?? t('console.person');
  useTitle(`${name} · ${t('nav.console')}`);
  return (
    <ConsoleFrame title={name} lead={load.value?.email} parent={{ href: '/console/people', label: t('console.people') }}>
      <LoadFrame load={load}>
        {(person) => (
          <div className="console-columns">
            <Acts person={person} changed={load.reload} />
            <Facts person={person} />
          </div>
        )}
      </LoadFrame>
    </ConsoleFrame>
  );
}

function Facts({ person }: { person: ConsolePerson }) {
  const { t } = useTranslation();
  const rows: [string, ReactNode][] = [
    [t('console.state'), <PersonState key="state" person={person} />],
    [t('console.role'), person.administrator ? t('profile.roleAdministrator') : t('profile.roleMember')],
    [t('console.since'), <Ago key="since" at={person.createdAt} />],
  ];
  if (person.lastSeenAt) rows.push([t('console.lastSeen'), <Ago key="seen" at={person.lastSeenAt} />]);
  return (
    <dl className="card facts person-facts">
      {rows.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>
            <span>{value}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type Act = 'disable' | 'enable' | 'promote' | 'demote' | 'reset';

function Acts({ person, changed }: { person: ConsolePerson; changed: () => void }) {
  const { t } = useTranslation();
  const own = usePerson()?.id === person.id;
  const [asked, setAsked] = useState<Act>();
  const [done, setDone] = useState(0);
  const { name } = person;
  const role: Act = person.administrator ? 'demote' : 'promote';
  const access: Act = person.disabled ? 'enable' : 'disable';
  const texts = useActTexts(name);
  return (
    <section className="card person-acts" aria-label={t('console.acts')}>
      {([role, 'reset', access] as Act[]).map((act) => (
        <div key={act} className="person-act">
          <div>
            <strong>{texts[act].act}</strong>
            <span className="secondary">{own && act !== 'reset' ? t('console.notSelf') : texts[act].what}</span>
          </div>
          <Button
            variant="outline"
            isDisabled={own && act !== 'reset'}
            onPress={() => setAsked(act)}
            data-testid={`person-${act}`}
          >
            {texts[act].button}
          </Button>
        </div>
      ))}
      {done > 0 && (
        <div className="person-act">
          <Saved count={done} text={t('console.done')} />
        </div>
      )}
      {asked && (
        <ConfirmDialog
          title={texts[asked].act}
          act={texts[asked].button}
          destructive={asked === 'disable'}
          send={() => SENDERS[asked](person.id)}
          done={() => {
            setAsked(undefined);
            setDone((count) => count + 1);
            changed();
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>{texts[asked].what}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

const SENDERS: Record<Act, (id: string) => Promise<Result<unknown>>> = {
  disable: (id) => changePerson(id, { disabled: true }),
  enable: (id) => changePerson(id, { disabled: false }),
  promote: (id) => changePerson(id, { administrator: true }),
  demote: (id) => changePerson(id, { administrator: false }),
  reset: sendPasswordReset,
};

function useActTexts(name: string): Record<Act, { act: string; what: string; button: string }> {
  const { t } = useTranslation();
  const me = useMe();
  const files = me.kind === 'known' && me.me.mail === 'FILES';
  return {
    disable: { act: t('console.disableAct', { name }), what: t('console.disableWhat'), button: t('console.disable') },
    enable: { act: t('console.enableAct', { name }), what: t('console.enableWhat'), button: t('console.enable') },
    promote: { act: t('console.promoteAct', { name }), what: t('console.promoteWhat'), button: t('console.promote') },
    demote: { act: t('console.demoteAct', { name }), what: t('console.demoteWhat'), button: t('console.demote') },
    reset: {
      act: t('console.resetAct'),
      what: files ? t('console.resetFiles') : t('console.resetWhat', { name }),
      button: t('console.reset'),
    },
  };
}
