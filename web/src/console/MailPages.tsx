import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { getMail, getMails, type WrittenMail } from '../api/console';
import { useMe } from '../account/me';
import { Ago } from '../ui/Ago';
import { LoadFrame, SkeletonRows, StateBox } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { ConsoleFrame } from './ConsolePage';
import { linksOf } from './mailLinks';

/** What the server wrote instead of sending, while no mail server is set. */
export function MailsPage() {
  const { t } = useTranslation();
  useTitle(`${t('console.mails')} · ${t('nav.console')}`);
  const load = useLoad('mails', getMails);
  const me = useMe();
  const smtp = me.kind === 'known' && me.me.mail === 'SMTP';
  return (
    <ConsoleFrame title={t('console.mails')} lead={smtp ? t('console.mailsSmtp') : t('console.mailsLead')}>
      <div className="card">
        <LoadFrame load={load} skeleton={<SkeletonRows rows={4} />}>
          {({ mails }) =>
            mails.length === 0 ? (
              <StateBox title={t('console.noMails')} body={smtp ? undefined : t('console.noMailsBody')} testId="mails-empty" />
            ) : (
              <MailTable mails={mails} />
            )
          }
        </LoadFrame>
      </div>
    </ConsoleFrame>
  );
}

function MailTable({ mails }: { mails: WrittenMail[] }) {
  const { t } = useTranslation();
  return (
    <table className="table" data-testid="mails-table">
      <thead>
        <tr>
          <th scope="col">{t('console.subject')}</th>
          <th scope="col">{t('console.to')}</th>
          <th scope="col">{t('console.written')}</th>
        </tr>
      </thead>
      <tbody>
        {mails.map((mail) => (
          <tr key={mail.id} data-testid="mail-row">
            <td className="table-first">
              <Link href={`/console/mails/${encodeURIComponent(mail.id)}`} className="table-link">
                <strong>{mail.subject}</strong>
              </Link>
            </td>
            <td>{mail.to}</td>
            <td className="table-nowrap">
              <Ago at={mail.writtenAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function MailPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const load = useLoad(`mail ${id}`, () => getMail(id));
  const title = load.value?.subject ?? t('console.mail');
  useTitle(`${title} · ${t('nav.console')}`);
  return (
    <ConsoleFrame title={title} lead={load.value?.to} parent={{ href: '/console/mails', label: t('console.mails') }}>
      <div className="card">
        <LoadFrame load={load}>{(mail) => <MailText text={mail.text ?? ''} />}</LoadFrame>
      </div>
    </ConsoleFrame>
  );
}

function MailText({ text }: { text: string }) {
  const { t } = useTranslation();
  const links = linksOf(text);
  return (
    <>
      <pre className="mail-text" data-testid="mail-text">
        {text}
      </pre>
      {links.length > 0 && (
        <div className="mail-links">
          <strong>{t('console.mailLinks')}</strong>
          {links.map((link) => (
            <a key={link} href={link} rel="noreferrer" data-testid="mail-link">
              {link}
            </a>
          ))}
        </div>
      )}
    </>
  );
}
