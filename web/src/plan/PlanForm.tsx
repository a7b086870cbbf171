import type { TFunction } from 'i18next';
import { useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Access, MeetingDraft, PlannedMeeting } from '../api/meetings';
import type { Result } from '../api/client';
import { clockWithZone, dayOf } from '../time/words';
import { ownZone } from '../time/zone';
import { Button } from '../ui/Button';
import type { FieldMessage } from '../ui/FieldProblem';
import { type FormState, useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { Select } from '../ui/Select';
import { Switch } from '../ui/Switch';
import { TextInput } from '../ui/TextInput';
import {
  draftOf,
  DURATIONS,
  INVITEE_LIMIT,
  momentOfPlan,
  newPlan,
  PASSCODE_MAX,
  PASSCODE_MIN,
  planOf,
  type PlanProblem,
  planProblems,
  type PlanValues,
  takeInvitees,
  TITLE_LIMIT,
} from './draft';
import { InviteeInput } from './InviteeInput';
import { ZoneInput } from './ZoneInput';
import './plan.css';

interface PlanFormProps {
  /** The meeting to change; none for a new one. */
  meeting?: PlannedMeeting;
  send: (draft: MeetingDraft) => Promise<Result<PlannedMeeting>>;
  done: (meeting: PlannedMeeting) => void;
  onCancel: () => void;
}

export function PlanForm({ meeting, send, done, onCancel }: PlanFormProps) {
  const { t } = useTranslation();
  const timed = !meeting || meeting.start !== undefined;
  const [initial] = useState(() => (meeting ? planOf(meeting, Date.now()) : newPlan(Date.now())));
  const form = useForm(t, 'plan', initial);
  const submit = () =>
    form.submit({
      check: (values) => messagesOf(t, planProblems(values, earliest(meeting), timed)),
      send: (values) => send(draftOf(values, timed)),
      aliases: { start: 'time' },
      done,
    });
  return (
    <FormFrame form={form} name="plan" onSubmit={() => void submit()} className="plan-form" aria-label={t('plan.form')}>
      <section className="card plan-card">
        <TextInput
          {...form.bind('title')}
          label={t('plan.title')}
          optional={!timed}
          autoFocus={!meeting}
          testId="plan-title"
        />
        {timed && <WhenFields form={form} />}
      </section>
      {timed && (
        <section className="card plan-card">
          <InviteeInput form={form} />
        </section>
      )}
      <section className="card plan-card">
        <AccessChoice form={form} />
        <PasscodeField form={form} isSet={meeting?.passcodeNeeded ?? false} />
      </section>
      <div className="plan-foot">
        {timed && <MailWords form={form} changing={meeting !== undefined} />}
        <div className="form-actions">
          <Button variant="outline" size="l" onPress={onCancel} data-testid="plan-back">
            {t('form.cancel')}
          </Button>
          <Button type="submit" variant="primary" size="l" busy={form.busy} data-testid="plan-submit">
            <span role="status">{form.busy ? t('form.saving') : meeting ? t('plan.save') : t('plan.submit')}</span>
          </Button>
        </div>
      </div>
    </FormFrame>
  );
}

/** A meeting that has begun may be changed without moving it. */
function earliest(meeting: PlannedMeeting | undefined): number {
  const start = meeting?.start ? Date.parse(meeting.start) : Number.POSITIVE_INFINITY;
  return Math.min(Date.now(), start) - 60_000;
}

function messagesOf(t: TFunction, problems: Partial<Record<keyof PlanValues, PlanProblem>>) {
  const texts: Record<PlanProblem, string> = {
    titleEmpty: t('plan.titleEmpty'),
    titleLong: t('plan.titleLong', { limit: TITLE_LIMIT }),
    dateEmpty: t('plan.dateEmpty'),
    timeEmpty: t('plan.timeEmpty'),
    timeNever: t('plan.timeNever'),
    past: t('plan.past'),
    zone: t('plan.zoneUnknown'),
    inviteeShape: t('plan.inviteeShape'),
    inviteesMany: t('plan.inviteesMany', { limit: INVITEE_LIMIT }),
    passcodeShort: t('plan.passcodeShort', { min: PASSCODE_MIN }),
    passcodeLong: t('plan.passcodeLong', { max: PASSCODE_MAX }),
  };
  return Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [field, { detail: texts[problem] }]),
  ) as Partial<Record<keyof PlanValues, FieldMessage>>;
}

interface PartProps {
  form: FormState<PlanValues>;
}

function WhenFields({ form }: PartProps) {
  const { t } = useTranslation();
  const { durationMinutes } = form.values;
  const known = DURATIONS.includes(Number(durationMinutes));
  const durations = known ? DURATIONS : [...DURATIONS, Number(durationMinutes)].sort((a, b) => a - b);
  return (
    <>
      <div className="form-row">
        <TextInput {...form.bind('date')} label={t('plan.date')} type="date" testId="plan-date" />
        <TextInput {...form.bind('time')} label={t('plan.time')} type="time" testId="plan-time" />
        <Select
          label={t('plan.duration')}
          options={durations.map((minutes) => ({ id: String(minutes), label: durationText(t, minutes) }))}
          value={durationMinutes}
          onChange={(id) => form.set('durationMinutes', id)}
        />
      </div>
      <ZoneInput form={form} />
      <OwnTime values={form.values} />
    </>
  );
}

export function durationText(t: TFunction, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t('plan.minutes', { count: minutes });
  return rest === 0 ? t('plan.hours', { count: hours }) : t('plan.hoursMinutes', { hours, minutes: rest });
}

/** What the chosen time is here, and that it comes twice when clocks go back. */
function OwnTime({ values }: { values: PlanValues }) {
  const { t, i18n } = useTranslation();
  const moment = momentOfPlan(values);
  if (!('instant' in moment)) return null;
  const { instant } = moment;
  const elsewhere = values.zone !== ownZone();
  if (!elsewhere && moment.kind !== 'twice') return null;
  const here = `${dayOf(i18n.language, instant)}, ${clockWithZone(i18n.language, instant)}`;
  return (
    <p className="secondary numeric" data-testid="plan-own-time">
      {elsewhere && t('plan.yourTime', { time: here })}{' '}
      {moment.kind === 'twice' && t('plan.timeTwice')}
    </p>
  );
}

function AccessChoice({ form }: PartProps) {
  const { t } = useTranslation();
  const options: [Access, string, string][] = [
    ['ASK', t('access.ask'), t('plan.askHint')],
    ['SIGNED_IN', t('access.signedIn'), t('plan.signedInHint')],
    ['OPEN', t('access.open'), t('plan.openHint')],
  ];
  return (
    <RadioGroup
      className="choice"
      value={form.values.access}
      onChange={(value) => form.set('access', value as Access)}
    >
      <Label className="field-label">{t('plan.access')}</Label>
      {options.map(([id, label, hint]) => (
        <Radio key={id} value={id} className="choice-option" data-testid={`access-${id}`}>
          <span className="choice-dot" aria-hidden />
          <span className="choice-text">
            {label}
            <span className="secondary">{hint}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function PasscodeField({ form, isSet }: PartProps & { isSet: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      {!form.values.removePasscode && (
        <TextInput
          {...form.bind('passcode')}
          label={isSet ? t('plan.passcodeNew') : t('plan.passcode')}
          hint={isSet ? t('plan.passcodeKept') : t('plan.passcodeHint')}
          optional
          testId="plan-passcode"
        />
      )}
      {isSet && (
        <Switch
          label={t('plan.passcodeRemove')}
          on={form.values.removePasscode}
          onChange={(on) => form.set('removePasscode', on)}
        />
      )}
    </>
  );
}

/** Who will get a mail, before anything is sent. */
function MailWords({ form, changing }: PartProps & { changing: boolean }) {
  const { t } = useTranslation();
  const count = takeInvitees(form.values.invitees, form.values.invitee).invitees.length;
  if (count === 0) return <p className="secondary">{t('plan.mailNobody')}</p>;
  return (
    <p className="secondary" data-testid="plan-mail-words">
      {changing ? t('plan.mailChange', { count }) : t('plan.mailNew', { count })}
    </p>
  );
}
