import { Monitor } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BrowserSession, endSession, getSessions } from '../api/account';
import { Ago } from '../ui/Ago';
import { Button } from '../ui/Button';
import { type FieldMessage, FieldProblem } from '../ui/FieldProblem';
import { LoadFrame } from '../ui/LoadFrame';
import { problemText } from '../ui/problemText';
import { useLoad } from '../ui/useLoad';
import { Card, type SectionProps } from './AccountPage';
import { deviceName } from './deviceName';

export function SessionsSection(_: SectionProps) {
  const { t } = useTranslation();
  const load = useLoad('sessions', getSessions);
  const [message, setMessage] = useState<FieldMessage>();
  const end = async (ids: string[]) => {
    setMessage(undefined);
    for (const id of ids) {
      const answer = await endSession(id);
      if (!answer.ok) {
        setMessage(problemText(t, answer.problem));
        break;
      }
    }
    load.reload();
  };
  return (
    <Card title={t('sessions.title')} lead={t('sessions.lead')} testId="sessions">
      {message && <FieldProblem message={message} />}
      <LoadFrame load={load}>
        {({ sessions }) => {
          const others = sessions.filter((session) => !session.current);
          return (
            <>
              <ul className="account-list">
                {[...sessions].sort(currentFirst).map((session) => (
                  <SessionItem key={session.id} session={session} onEnd={() => void end([session.id])} />
                ))}
              </ul>
              {others.length > 1 && (
                <div className="account-actions">
                  <Button variant="outline" onPress={() => void end(others.map((s) => s.id))} data-testid="sessions-end-others">
                    {t('sessions.endOthers', { count: others.length })}
                  </Button>
                </div>
              )}
            </>
          );
        }}
      </LoadFrame>
    </Card>
  );
}

function currentFirst(a: BrowserSession, b: BrowserSession): number {
  return Number(b.current) - Number(a.current) || Date.parse(b.lastSeenAt) - Date.parse(a.lastSeenAt);
}

function SessionItem({ session, onEnd }: { session: BrowserSession; onEnd: () => void }) {
  const { t } = useTranslation();
  const name = deviceName(session.browser) || session.browser || t('sessions.unknown');
  return (
    <li className="account-item">
      <Monitor aria-hidden />
      <span className="account-item-text">
        <span className="account-item-name">
          {name}
          {session.current && <span className="chip-accent">{t('sessions.current')}</span>}
        </span>
        <span className="secondary">
          {t('sessions.seen')} <Ago at={session.lastSeenAt} />
        </span>
      </span>
      {!session.current && (
        <Button variant="outline" size="s" onPress={onEnd} aria-label={t('sessions.endNamed', { name })} data-testid="session-end">
          {t('sessions.end')}
        </Button>
      )}
    </li>
  );
}
