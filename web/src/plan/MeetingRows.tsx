import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Access, PlannedMeeting } from '../api/meetings';
import { meetingPath } from '../meeting/code';
import { clockOf, dayOf, fullText, minutesUntil, momentText } from '../time/words';
import { Avatar } from '../ui/Avatar';
import { buttonClass } from '../ui/Button';
import { CopyLink } from '../ui/CopyLink';
import { type DayGroup, isRunning, startOf } from './meetingList';
import './meeting-rows.css';

export const planPath = (code: string) => `/meetings/${encodeURIComponent(code)}`;

/** The words for who gets in without being asked. */
export function useAccessText(): Record<Access, string> {
  const { t } = useTranslation();
  return { ASK: t('access.ask'), SIGNED_IN: t('access.signedIn'), OPEN: t('access.open') };
}

export function MeetingTitle({ meeting }: { meeting: PlannedMeeting }) {
  const { t } = useTranslation();
  return <>{meeting.title || (meeting.personal ? t('home.personal') : t('plan.untitled'))}</>;
}

/** The meeting that comes next, with its Join. */
export function NextMeeting({ meeting, now }: { meeting: PlannedMeeting; now: number }) {
  const { t, i18n } = useTranslation();
  const start = startOf(meeting);
  const soon = minutesUntil(start, now);
  return (
    <article className="next-meeting" data-testid="next-meeting">
      <div className="next-time">
        <time className="next-clock numeric" dateTime={meeting.start} title={fullText(i18n.language, start)}>
          {clockOf(i18n.language, start)}
        </time>
        <span className="next-soon">
          {isRunning(meeting, now)
            ? t('home.running')
            : soon !== undefined
              ? t('home.inMinutes', { count: soon })
              : dayOf(i18n.language, start)}
        </span>
      </div>
      <div className="next-what">
        <Link href={planPath(meeting.code)} className="next-title">
          <MeetingTitle meeting={meeting} />
        </Link>
        <div className="next-facts">
          <Faces emails={meeting.invitees} max={4} />
          <HostWords meeting={meeting} />
        </div>
      </div>
      <div className="next-acts">
        <CopyLink code={meeting.code} variant="outline" />
        <Link href={meetingPath(meeting.code)} className={buttonClass({ variant: 'primary' })} data-testid="join-next">
          {t('home.join')}
        </Link>
      </div>
    </article>
  );
}

function HostWords({ meeting }: { meeting: PlannedMeeting }) {
  const { t } = useTranslation();
  const access = useAccessText()[meeting.access];
  const host = meeting.mine ? t('home.hostYou') : t('home.youInvited');
  return <span className="secondary">{[host, access].filter(Boolean).join(' · ')}</span>;
}

/** One initial for each invited person; decoration beside the count. */
export function Faces({ emails = [], max = 3 }: { emails?: string[]; max?: number }) {
  const { t } = useTranslation();
  if (emails.length === 0) return null;
  const more = emails.length - max;
  return (
    <span className="faces" role="img" aria-label={t('home.invited', { count: emails.length })}>
      {emails.slice(0, max).map((email) => (
        <Avatar key={email} identity={email} name={email} size="xs" />
      ))}
      {more > 0 && <span className="secondary numeric">+{more}</span>}
    </span>
  );
}

export function DayHead({ group }: { group: DayGroup }) {
  const { t, i18n } = useTranslation();
  const day = dayOf(i18n.language, group.at);
  return (
    <h3 className="day-head">
      {group.day === 'today' ? t('home.laterToday') : group.day === 'tomorrow' ? t('home.tomorrow', { day }) : day}
    </h3>
  );
}

export function UpcomingRow({ meeting }: { meeting: PlannedMeeting }) {
  const { t, i18n } = useTranslation();
  const start = startOf(meeting);
  return (
    <article className="meeting-row">
      <div className="row-time numeric">
        <time dateTime={meeting.start} title={fullText(i18n.language, start)}>
          {clockOf(i18n.language, start)}
        </time>
        {meeting.durationMinutes ? (
          <span className="secondary">{t('plan.minutes', { count: meeting.durationMinutes })}</span>
        ) : null}
      </div>
      <div className="row-what">
        <span className="row-title">
          <MeetingTitle meeting={meeting} />
        </span>
        <HostWords meeting={meeting} />
      </div>
      <Faces emails={meeting.invitees} />
      <OpenLink meeting={meeting} />
    </article>
  );
}

export function RecentRow({ meeting }: { meeting: PlannedMeeting }) {
  const { t, i18n } = useTranslation();
  const at = startOf(meeting);
  const length = meeting.durationMinutes ? t('plan.minutes', { count: meeting.durationMinutes }) : '';
  return (
    <article className="meeting-row recent-row">
      <div className="row-what">
        <span className="row-title">
          <MeetingTitle meeting={meeting} />
        </span>
        <span className="secondary numeric">
          {[momentText(i18n.language, at), length].filter(Boolean).join(' · ')}
        </span>
      </div>
      <span className="code secondary row-code">{meeting.code}</span>
      <OpenLink meeting={meeting} />
    </article>
  );
}

function OpenLink({ meeting }: { meeting: PlannedMeeting }) {
  const { t } = useTranslation();
  return (
    <Link
      href={planPath(meeting.code)}
      className={`${buttonClass({ variant: 'outline', size: 's' })} row-open`}
      aria-label={t('home.openNamed', { title: meeting.title || meeting.code })}
      data-testid={`open-${meeting.code}`}
    >
      <span className="row-open-word">{t('home.open')}</span>
      <ChevronRight aria-hidden className="row-open-icon" />
    </Link>
  );
}
