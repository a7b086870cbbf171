import { Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type ConsoleInvitation, getInvitations, invite, withdrawInvitation } from '../api/console';
import { emailMessage } from '../account/texts';
import { useMe } from '../account/me';
import { Ago } from '../ui/Ago';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { CopyText } from '../ui/CopyText';
import { hasIssues, useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { LoadFrame, SkeletonRows, StateBox } from '../ui/LoadFrame';
import { Saved } from '../ui/Saved';
import { Switch } from '../ui/Switch';
import { TextInput } from '../ui/TextInput';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { ConsoleFrame } from './ConsolePage';

export function InvitationsPage() {
  const { t } = useTranslation();
  useTitle(`${t('console.invitations')} · ${t('nav.console')}`);
  const load = useLoad('invitations', getInvitations);
  const [withdrawing, setWithdrawing] = useState<ConsoleInvitation>();
  return (
    <ConsoleFrame title={t('console.invitations')} lead={t('console.invitationsLead')}>
      <div className="console-columns">
        <div className="card">
          <LoadFrame load={load} skeleton={<SkeletonRows rows={4} />}>
            {({ invitations }) =>
              invitations.length === 0 ? (
                <StateBox title={t('console.noInvitations')} body={t('console.noInvitationsBody')} testId="invitations-empty" />
              ) : (
                <InvitationTable invitations={invitations} onWithdraw={setWithdrawing} />
              )
            }
          </LoadFrame>
        </div>
        <InviteForm done={load.reload} />
      </div>
      {withdrawing && (
        <ConfirmDialog
          title={t('console.withdrawTitle', { email: withdrawing.email })}
          act={t('console.withdraw')}
          destructive
          send={() => withdrawInvitation(withdrawing.id)}
          done={() => {
            setWithdrawing(undefined);
            load.reload();
          }}
          onClose={() => setWithdrawing(undefined)}
        >
          <p>{t('console.withdrawWhat')}</p>
        </ConfirmDialog>
      )}
    </ConsoleFrame>
  );
}

interface TableProps {
  invitations: ConsoleInvitation[];
  onWithdraw: (invitation: ConsoleInvitation) => void;
}

function InvitationTable({ invitations, onWithdraw }: TableProps) {
  const { t } = useTranslation();
  return (
    <table className="table" data-testid="invitations-table">
      <thead>
        <tr>
          <th scope="col">{t('email.label')}</th>
          <th scope="col">{t('console.role')}</th>
          <th scope="col">{t('console.expires')}</th>
          <th scope="col" className="table-end">
            <span className="visually-hidden">{t('console.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {invitations.map((invitation) => (
          <tr key={invitation.id} data-testid="invitation-row">
            <td className="table-first">
              <strong>{invitation.email}</strong>
              {invitation.organisation && <span className="secondary"> {invitation.organisation}</span>}
            </td>
            <td>{invitation.administrator ? t('profile.roleAdministrator') : t('profile.roleMember')}</td>
            <td className="table-nowrap">
              <Ago at={invitation.expiresAt} />
            </td>
            <td className="table-end">
              <Button
                variant="outline"
                size="s"
                aria-label={t('console.withdrawNamed', { email: invitation.email })}
                onPress={() => onWithdraw(invitation)}
                data-testid="invitation-withdraw"
              >
                {t('console.withdraw')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InviteForm({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const files = me.kind === 'known' && me.me.mail === 'FILES';
  const [sent, setSent] = useState(0);
  const [link, setLink] = useState<string>();
  const form = useForm(t, 'invite', { email: '', organisation: '', administrator: false });
  const submit = () =>
    form.submit({
      check: ({ email }) => ({ email: emailMessage(t, email) }),
      send: ({ email, organisation, administrator }) =>
        invite({ email: email.trim(), administrator, organisation: organisation.trim() || undefined }),
      done: (invitation) => {
        setLink(invitation?.url);
        setSent((count) => count + 1);
        form.set('email', '');
        form.set('administrator', false);
        done();
      },
    });
  return (
    <section className="card account-card" aria-labelledby="invite-title">
      <h2 id="invite-title" className="account-card-title">
        {t('console.invite')}
      </h2>
      {files && (
        <p className="secondary">
          {t('console.mailFiles')} <Link href="/console/mails">{t('console.mails')}</Link>
        </p>
      )}
      <FormFrame form={form} name="invite" onSubmit={() => void submit()} aria-label={t('console.invite')}>
        <TextInput {...form.bind('email')} label={t('email.label')} type="email" testId="invite-email" />
        <TextInput
          {...form.bind('organisation')}
          label={t('console.organisation')}
          hint={t('console.organisationHint')}
          optional
          testId="invite-organisation"
        />
        <Switch
          label={t('profile.roleAdministrator')}
          hint={t('console.promoteWhat')}
          on={form.values.administrator}
          onChange={(on) => form.set('administrator', on)}
        />
        <div className="account-actions">
          <Button type="submit" variant="primary" busy={form.busy} data-testid="invite-submit">
            {t('console.inviteSend')}
          </Button>
          <Saved count={hasIssues(form.issues) ? 0 : sent} text={t('console.inviteSent')} />
        </div>
      </FormFrame>
      {link && (
        <div className="console-note">
          <Info aria-hidden />
          <div className="console-note-text">
            <span className="code" data-testid="invite-link">
              {link}
            </span>
            <CopyText text={link} />
          </div>
        </div>
      )}
    </section>
  );
}
