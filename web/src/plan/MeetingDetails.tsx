import { CalendarDays, CalendarX2, Pencil, Video } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { calendarPath, cancelMeeting, getPlanned, type PlannedMeeting } from '../api/meetings';
import { meetingLink, meetingPath } from '../meeting/code';
import { clockOf, clockWithZone, dayOf, localeOf, momentText } from '../time/words';
import { ownZone } from '../time/zone';
import { AppPage } from '../ui/AppPage';
import { Avatar } from '../ui/Avatar';
import { Button, buttonClass } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { CopyLink } from '../ui/CopyLink';
import { LoadFrame } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { MeetingTitle, planPath, useAccessText } from './MeetingRows';
import { durationText } from './PlanForm';

/** One meeting: when, with whom, who gets in; its host changes and cancels it here. */
export function MeetingDetails({ code }: { code: string }) {
  const { t } = useTranslation();
  const load = useLoad(`meeting ${code}`, () => getPlanned(code));
  useTitle(`${load.value?.title || code} · ${t('app.name')}`);
  return (
    <AppPage>
      <div className="plan">
        {!load.value && <h1 className="visually-hidden">{code}</h1>}
        <LoadFrame load={load}>{(meeting) => <Details meeting={meeting} />}</LoadFrame>
      </div>
    </AppPage>
  );
}

function Details({ meeting }: { meeting: PlannedMeeting }) {
  const { t, i18n } = useTranslation();
  const host = meeting.mine === true;
  const ended = meeting.state === 'ENDED';
  return (
    <>
      <div className="plan-head">
        <div>
          <h1 className="page-title">
            <MeetingTitle meeting={meeting} />
          </h1>
          {meeting.start && (
            <p className="plan-lead">{dayOf(i18n.language, Date.parse(meeting.start), meeting.zone)}</p>
          )}
        </div>
        <div className="plan-acts">
          {host && !ended && (
            <Link href={`${planPath(meeting.code)}/edit`} className={buttonClass({ variant: 'outline' })} data-testid="edit-meeting">
              <Pencil aria-hidden />
              {t('plan.edit')}
            </Link>
          )}
          {!ended && (
            <Link href={meetingPath(meeting.code)} className={buttonClass({ variant: 'primary' })} data-testid="join-meeting">
              <Video aria-hidden />
              {host ? t('home.personalStart') : t('home.join')}
            </Link>
          )}
        </div>
      </div>
      <Facts meeting={meeting} ended={ended} />
      {host && !ended && !meeting.personal && meeting.start && <Cancel meeting={meeting} />}
    </>
  );
}

function Facts({ meeting, ended }: { meeting: PlannedMeeting; ended: boolean }) {
  const { t } = useTranslation();
  const access = useAccessText()[meeting.access];
  return (
    <dl className="card facts" data-testid="meeting-facts">
      {meeting.start ? (
        <Fact name={t('plan.when')}>
          <When start={meeting.start} zone={meeting.zone} minutes={meeting.durationMinutes} />
          <span className="fact-row">
            <a className={buttonClass({ variant: 'outline', size: 's' })} href={calendarPath(meeting.code)} download data-testid="calendar">
              <CalendarDays aria-hidden />
              {t('plan.calendar')}
            </a>
          </span>
        </Fact>
      ) : null}
      <Fact name={t('plan.link')}>
        <span className="code">{meetingLink(meeting.code, window.location.origin)}</span>
        {!ended && (
          <span className="fact-row">
            <CopyLink code={meeting.code} variant="outline" size="s" />
          </span>
        )}
      </Fact>
      <Fact name={t('plan.access')}>
        {ended ? t('plan.ended') : access}
        <span className="secondary">{meeting.passcodeNeeded ? t('plan.passcodeSet') : t('plan.passcodeNone')}</span>
      </Fact>
      {(meeting.invitees?.length ?? 0) > 0 && (
        <Fact name={t('plan.invitees')}>
          {meeting.invitees?.map((email) => (
            <span key={email} className="fact-row">
              <Avatar identity={email} name={email} size="xs" />
              {email}
            </span>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** In the zone it was planned in, and in the zone of this device where that differs. */
function When({ start, zone, minutes }: { start: string; zone?: string; minutes?: number }) {
  const { t, i18n } = useTranslation();
  const at = Date.parse(start);
  const planned = zone ?? ownZone();
  const end = at + (minutes ?? 0) * 60_000;
  const { language } = i18n;
  const other = clockWithZone(language, at, planned) !== clockWithZone(language, at);
  return (
    <>
      <span className="numeric">
        {momentText(language, at, planned)}
        {minutes ? `–${clockOf(language, end, planned)}` : ''}{' '}
        {minutes ? `(${durationText(t, minutes)})` : ''}
      </span>
      <span className="secondary">{planned.replaceAll('_', ' ')}</span>
      {other && (
        <span className="secondary numeric">
          {t('plan.yourTime', { time: `${dayOf(language, at)}, ${clockWithZone(language, at)}` })}
        </span>
      )}
    </>
  );
}

function Cancel({ meeting }: { meeting: PlannedMeeting }) {
  const { t, i18n } = useTranslation();
  const [, navigate] = useLocation();
  const [asking, setAsking] = useState(false);
  const invitees = meeting.invitees ?? [];
  return (
    <div className="plan-foot-acts">
      <Button variant="outline" onPress={() => setAsking(true)} data-testid="cancel-meeting">
        <CalendarX2 aria-hidden />
        {t('plan.cancel')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('plan.cancelTitle', { title: meeting.title || meeting.code })}
          act={t('plan.cancelNow')}
          destructive
          send={() => cancelMeeting(meeting.code)}
          done={() => navigate('/meetings', { replace: true })}
          onClose={() => setAsking(false)}
        >
          <p data-testid="cancel-words">
            {invitees.length > 0
              ? t('plan.cancelMail', { count: invitees.length, names: new Intl.ListFormat(localeOf(i18n.language)).format(invitees) })
              : t('plan.cancelNobody')}
          </p>
          <p>{t('plan.cancelLink')}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}
