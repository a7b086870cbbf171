import { KeySquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiToken, createToken, deleteToken, getTokens, type NewToken, type Scope } from '../api/account';
import { Ago } from '../ui/Ago';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { CopyText } from '../ui/CopyText';
import { FieldProblem } from '../ui/FieldProblem';
import { useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { LoadFrame } from '../ui/LoadFrame';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { TextInput } from '../ui/TextInput';
import { useLoad } from '../ui/useLoad';
import { Card, type SectionProps } from './AccountPage';

export function TokensSection(_: SectionProps) {
  const { t } = useTranslation();
  const load = useLoad('tokens', getTokens);
  const [made, setMade] = useState<NewToken>();
  const [removing, setRemoving] = useState<ApiToken>();
  return (
    <Card title={t('tokens.title')} lead={t('tokens.lead')} testId="tokens">
      {made && <Secret token={made} />}
      <LoadFrame load={load}>
        {({ tokens }) => (
          <ul className="account-list">
            {tokens.map((token) => (
              <TokenItem key={token.id} token={token} onRemove={() => setRemoving(token)} />
            ))}
          </ul>
        )}
      </LoadFrame>
      <NewTokenForm
        done={(token) => {
          setMade(token);
          load.reload();
        }}
      />
      {removing && (
        <ConfirmDialog
          title={t('tokens.removeTitle', { label: removing.label })}
          act={t('tokens.remove')}
          destructive
          send={() => deleteToken(removing.id)}
          done={() => {
            setRemoving(undefined);
            load.reload();
          }}
          onClose={() => setRemoving(undefined)}
        >
          <p>{t('tokens.removeBody')}</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

function Secret({ token }: { token: NewToken }) {
  const { t } = useTranslation();
  return (
    <div className="account-secret" role="status">
      <strong>{t('tokens.once')}</strong>
      <div className="account-secret-row">
        <span className="code" data-testid="token-secret">
          {token.secret}
        </span>
        <CopyText text={token.secret} testId="token-copy" />
      </div>
    </div>
  );
}

function TokenItem({ token, onRemove }: { token: ApiToken; onRemove: () => void }) {
  const { t } = useTranslation();
  const scopes = { 'meetings:read': t('tokens.read'), 'meetings:write': t('tokens.write') };
  return (
    <li className="account-item">
      <KeySquare aria-hidden />
      <span className="account-item-text">
        <span className="account-item-name">{token.label}</span>
        <span className="secondary">
          {token.scopes.map((scope) => scopes[scope] ?? scope).join(', ')} ·{' '}
          {token.expiresAt ? (
            <>
              {t('tokens.until')} <Ago at={token.expiresAt} />
            </>
          ) : (
            t('tokens.unlimited')
          )}
        </span>
      </span>
      <Button variant="outline" size="s" onPress={onRemove} aria-label={t('tokens.removeNamed', { label: token.label })} data-testid="token-remove">
        {t('tokens.remove')}
      </Button>
    </li>
  );
}

const DAYS = ['30', '90', '365', ''];
const DAY_MS = 86_400_000;

function NewTokenForm({ done }: { done: (token: NewToken) => void }) {
  const { t } = useTranslation();
  const form = useForm(t, 'token', { label: '', scopes: ['meetings:read'] as Scope[], expiresAt: '90' });
  const { values } = form;
  const submit = () =>
    form.submit({
      check: ({ label, scopes }) => ({
        label: label.trim() === '' ? { detail: t('tokens.labelEmpty') } : undefined,
        scopes: scopes.length === 0 ? { detail: t('tokens.scopesEmpty') } : undefined,
      }),
      send: ({ label, scopes, expiresAt }) =>
        createToken({
          label: label.trim(),
          scopes,
          expiresAt: expiresAt ? new Date(Date.now() + Number(expiresAt) * DAY_MS).toISOString() : undefined,
        }),
      done: (token) => {
        form.set('label', '');
        done(token);
      },
    });
  const choose = (scope: Scope) => (on: boolean) =>
    form.set('scopes', on ? [...values.scopes, scope] : values.scopes.filter((s) => s !== scope));
  return (
    <FormFrame form={form} name="token" onSubmit={() => void submit()} aria-label={t('tokens.create')}>
      <TextInput {...form.bind('label')} label={t('tokens.label')} hint={t('tokens.labelHint')} maxLength={60} testId="token-label" />
      <div className="account-scopes">
        <Switch label={t('tokens.read')} on={values.scopes.includes('meetings:read')} onChange={choose('meetings:read')} />
        <Switch label={t('tokens.write')} on={values.scopes.includes('meetings:write')} onChange={choose('meetings:write')} />
        {form.issues.fields.scopes && <FieldProblem message={form.issues.fields.scopes} />}
      </div>
      <Select
        label={t('tokens.expiry')}
        options={DAYS.map((days) => ({ id: days, label: days ? t('tokens.days', { count: Number(days) }) : t('tokens.unlimited') }))}
        value={values.expiresAt}
        onChange={(id) => form.set('expiresAt', id)}
      />
      <div className="account-actions">
        <Button type="submit" variant="primary" busy={form.busy} data-testid="token-create">
          {t('tokens.create')}
        </Button>
      </div>
    </FormFrame>
  );
}
