import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getSettings, putSettings, type ServerSettings } from '../api/console';
import type { SignUpMode } from '../api/account';
import { loadMe } from '../account/me';
import { Button } from '../ui/Button';
import type { FieldMessage } from '../ui/FieldProblem';
import { type FormState, hasIssues, useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { LoadFrame, SkeletonRows } from '../ui/LoadFrame';
import { Saved } from '../ui/Saved';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { TextInput } from '../ui/TextInput';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { ConsoleFrame } from './ConsolePage';
import {
  type NumberField,
  RANGES,
  settingsOf,
  type SettingsProblem,
  settingsProblems,
  type SettingsValues,
  valuesOf,
} from './settingsForm';

export function SettingsPage() {
  const { t } = useTranslation();
  useTitle(`${t('console.settings')} · ${t('nav.console')}`);
  const load = useLoad('settings', getSettings);
  return (
    <ConsoleFrame title={t('console.settings')} lead={t('console.settingsLead')}>
      <LoadFrame load={load} skeleton={<SkeletonRows rows={6} />}>
        {(settings) => <SettingsForm settings={settings} />}
      </LoadFrame>
    </ConsoleFrame>
  );
}

function SettingsForm({ settings }: { settings: ServerSettings }) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(0);
  const form = useForm(t, 'settings', valuesOf(settings));
  const submit = () =>
    form.submit({
      check: (values) => messagesOf(t, settingsProblems(values)),
      send: (values) => putSettings(settingsOf(values)),
      done: () => {
        setSaved((count) => count + 1);
        // Sign-up and guests show on the first page.
        void loadMe();
      },
    });
  return (
    <FormFrame form={form} name="settings" onSubmit={() => void submit()} className="console-form" aria-label={t('console.settings')}>
      <section className="card account-card" aria-labelledby="settings-accounts">
        <h2 id="settings-accounts" className="account-card-title">
          {t('console.accounts')}
        </h2>
        <SignUpChoice form={form} />
      </section>
      <section className="card account-card" aria-labelledby="settings-meetings">
        <h2 id="settings-meetings" className="account-card-title">
          {t('console.meetings')}
        </h2>
        <Switch
          label={t('console.guestsMayStart')}
          hint={t('console.guestsMayStartHint')}
          on={form.values.guestsMayStart}
          onChange={(on) => form.set('guestsMayStart', on)}
        />
        <NumberInput
          form={form}
          field="maxParticipants"
          label={t('console.maxParticipants')}
          hint={t('console.noLimit')}
        />
      </section>
      <section className="card account-card" aria-labelledby="settings-retention">
        <h2 id="settings-retention" className="account-card-title">
          {t('console.retention')}
        </h2>
        <p className="secondary">{t('console.retentionLead')}</p>
        <NumberInput form={form} field="chatRetentionHours" label={t('console.chatRetention')} />
        <NumberInput form={form} field="meetingRetentionDays" label={t('console.meetingRetention')} />
        <NumberInput form={form} field="auditRetentionDays" label={t('console.auditRetention')} />
      </section>
      <div className="account-actions">
        <Button type="submit" variant="primary" size="l" busy={form.busy} data-testid="settings-save">
          {t('form.save')}
        </Button>
        <Saved count={hasIssues(form.issues) ? 0 : saved} />
      </div>
    </FormFrame>
  );
}

interface PartProps {
  form: FormState<SettingsValues>;
}

function SignUpChoice({ form }: PartProps) {
  const { t } = useTranslation();
  const hints: Record<SignUpMode, string> = {
    INVITATION: t('console.signUpInvitationHint'),
    DOMAIN: t('console.signUpDomainHint'),
    OPEN: t('console.signUpOpenHint'),
    CLOSED: t('console.signUpClosedHint'),
  };
  const { signUp } = form.values;
  return (
    <>
      <div className="field">
        <Select
          label={t('console.signUp')}
          options={[
            { id: 'INVITATION', label: t('console.signUpInvitation') },
            { id: 'DOMAIN', label: t('console.signUpDomain') },
            { id: 'OPEN', label: t('console.signUpOpen') },
            { id: 'CLOSED', label: t('console.signUpClosed') },
          ]}
          value={signUp}
          onChange={(id) => form.set('signUp', id as SignUpMode)}
        />
        <p className="field-hint">{hints[signUp]}</p>
      </div>
      {signUp === 'DOMAIN' && (
        <TextInput {...form.bind('domains')} label={t('console.domains')} hint={t('console.domainsHint')} testId="settings-domains" />
      )}
    </>
  );
}

interface NumberInputProps extends PartProps {
  field: NumberField;
  label: string;
  hint?: string;
}

function NumberInput({ form, field, label, hint }: NumberInputProps) {
  const { t } = useTranslation();
  const [min, max] = RANGES[field];
  return (
    <TextInput
      {...form.bind(field)}
      label={label}
      hint={hint ?? t('console.range', { min, max })}
      inputMode="numeric"
      testId={`settings-${field}`}
    />
  );
}

function messagesOf(t: TFunction, problems: Partial<Record<keyof SettingsValues, SettingsProblem>>) {
  const word = (problem: SettingsProblem): FieldMessage => {
    if (problem.kind === 'range') return { detail: t('console.rangeWrong', { min: problem.min, max: problem.max }) };
    return { detail: problem.kind === 'domain' ? t('console.domainWrong') : t('console.domainEmpty') };
  };
  return Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [field, word(problem)]),
  ) as Partial<Record<keyof SettingsValues, FieldMessage>>;
}
