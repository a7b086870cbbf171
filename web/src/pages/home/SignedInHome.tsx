import { CalendarPlus, ChevronDown, DoorOpen, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { PersonDetails } from '../../api/account';
import { getMeetings, type MeetingList, type PlannedMeeting } from '../../api/meetings';
import { meetingPath } from '../../meeting/code';
import { groupByDay } from '../../plan/meetingList';
import { DayHead, NextMeeting, planPath, RecentRow, UpcomingRow, useAccessText } from '../../plan/MeetingRows';
import { useNow } from '../../time/useNow';
import { clockWithZone, dayOf, dayPart } from '../../time/words';
import { AppPage } from '../../ui/AppPage';
import { Button, buttonClass } from '../../ui/Button';
import { CopyLink } from '../../ui/CopyLink';
import { FieldProblem } from '../../ui/FieldProblem';
import { LoadFrame, StateBox } from '../../ui/LoadFrame';
import { ChoiceMenu } from '../../ui/Menu';
import { useLoad } from '../../ui/useLoad';
import { JoinForm } from './JoinForm';
import { useStartMeeting } from './useStartMeeting';
import './signed-in.css';

const RECENT_SHOWN = 5;
const UPCOMING_SHOWN = 8;

export function SignedInHome({ person }: { person: PersonDetails }) {
  const load = useLoad('meetings', getMeetings);
  return (
    <AppPage>
      <div className="own-home">
        <HomeHead name={person.name} />
        <div className="own-columns">
          <div className="own-main">
            <LoadFrame load={load}>{(list) => <Meetings list={list} />}</LoadFrame>
          </div>
          <div className="own-side">
            <section className="card card-pad own-join">
              <JoinForm look="card" />
            </section>
            {load.value?.personal && <PersonalRoom room={load.value.personal} />}
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function HomeHead({ name }: { name: string }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const greetings = {
    night: t('home.goodNight', { name }),
    morning: t('home.goodMorning', { name }),
    midday: t('home.goodMidday', { name }),
    afternoon: t('home.goodAfternoon', { name }),
    evening: t('home.goodEvening', { name }),
  };
  return (
    <div className="own-head">
      <div>
        <p className="own-date numeric">
          {dayOf(i18n.language, now)} · {clockWithZone(i18n.language, now)}
        </p>
        <h1 className="page-title">{greetings[dayPart(new Date(now).getHours())]}</h1>
      </div>
      <NewMeeting />
    </div>
  );
}

/** Now with one press; the other ways in the menu beside it, or as a second button on phones. */
function NewMeeting() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const { busy, message, start } = useStartMeeting();
  return (
    <div className="own-new">
      <div className="own-split">
        <Button
          variant="primary"
          size="l"
          busy={busy}
          onPress={start}
          data-testid="start-meeting"
        >
          <Video aria-hidden />
          <span role="status">{busy ? t('home.starting') : t('home.newMeeting')}</span>
        </Button>
        <ChoiceMenu
          label={t('home.newMenu')}
          placement="bottom end"
          sections={[
            {
              items: [
                { id: 'now', label: t('home.startNow'), icon: <Video aria-hidden /> },
                { id: 'later', label: t('home.planLater'), icon: <CalendarPlus aria-hidden /> },
              ],
              onChoose: (id) => (id === 'now' ? start() : navigate('/meetings/new')),
            },
          ]}
        >
          <Button variant="primary" size="l" aria-label={t('home.newMenu')} data-testid="new-menu">
            <ChevronDown aria-hidden />
          </Button>
        </ChoiceMenu>
      </div>
      <Link
        href="/meetings/new"
        className={`${buttonClass({ variant: 'outline', size: 'l' })} own-plan`}
        data-testid="plan-meeting"
      >
        <CalendarPlus aria-hidden />
        {t('home.plan')}
      </Link>
      {message && <FieldProblem message={message} testId="start-error" />}
    </div>
  );
}

function Meetings({ list }: { list: MeetingList }) {
  const { t } = useTranslation();
  const recent = list.recent.slice(0, RECENT_SHOWN);
  return (
    <>
      <section aria-labelledby="next-title">
        <SectionHead id="next-title" title={t('home.next')} quiet />
        <Upcoming meetings={list.upcoming.slice(0, UPCOMING_SHOWN)} />
      </section>
      {recent.length > 0 && (
        <section aria-labelledby="recent-title">
          <SectionHead id="recent-title" title={t('home.recent')} />
          <div className="card" data-testid="recent">
            {recent.map((meeting) => (
              <RecentRow key={meeting.code} meeting={meeting} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

function SectionHead({ id, title, quiet }: { id: string; title: string; quiet?: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={quiet ? 'section-head section-head-quiet' : 'section-head'}>
      <h2 id={id} className="card-title">
        {title}
      </h2>
      <Link href="/meetings" className="section-link">
        {t('home.allMeetings')}
      </Link>
    </div>
  );
}

function Upcoming({ meetings }: { meetings: PlannedMeeting[] }) {
  const { t } = useTranslation();
  const now = useNow();
  const [next, ...later] = groupByDay(meetings, now).flatMap((group) => group.meetings);
  if (!next) {
    return (
      <div className="card">
        <StateBox title={t('home.noneTitle')} body={t('home.noneBody')} testId="upcoming-empty">
          <Link href="/meetings/new" className={buttonClass({ variant: 'tonal' })}>
            <CalendarPlus aria-hidden />
            {t('home.plan')}
          </Link>
        </StateBox>
      </div>
    );
  }
  return (
    <div className="card" data-testid="upcoming">
      <NextMeeting meeting={next} now={now} />
      {groupByDay(later, now).map((group) => (
        <div key={group.key}>
          <DayHead group={group} />
          {group.meetings.map((meeting) => (
            <UpcomingRow key={meeting.code} meeting={meeting} />
          ))}
        </div>
      ))}
    </div>
  );
}

function PersonalRoom({ room }: { room: PlannedMeeting }) {
  const { t } = useTranslation();
  const access = useAccessText()[room.access];
  return (
    <section className="card card-pad own-room" data-testid="personal-room" aria-labelledby="room-title">
      <div className="own-room-head">
        <h2 id="room-title" className="card-title">
          {t('home.personal')}
        </h2>
        <span className="chip">
          <DoorOpen aria-hidden />
          {access}
        </span>
      </div>
      <div className="own-room-link">
        <span className="code">{meetingPath(room.code)}</span>
        <CopyLink code={room.code} variant="text" size="s" />
      </div>
      <div className="own-room-acts">
        <Link href={meetingPath(room.code)} className={buttonClass({ variant: 'outline' })} data-testid="personal-start">
          {t('home.personalStart')}
        </Link>
        <Link href={planPath(room.code)} className={buttonClass({ variant: 'outline' })} data-testid="personal-settings">
          {t('home.personalSettings')}
        </Link>
      </div>
    </section>
  );
}
