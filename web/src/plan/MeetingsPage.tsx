import { CalendarPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { getMeetings, type MeetingList } from '../api/meetings';
import { useNow } from '../time/useNow';
import { AppPage } from '../ui/AppPage';
import { buttonClass } from '../ui/Button';
import { LoadFrame, StateBox } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { groupByDay, startOf } from './meetingList';
import { DayHead, RecentRow, UpcomingRow } from './MeetingRows';
import './plan.css';

/** Everything planned and everything before, each meeting with its own page. */
export function MeetingsPage() {
  const { t } = useTranslation();
  useTitle(`${t('nav.meetings')} · ${t('app.name')}`);
  const load = useLoad('meetings', getMeetings);
  return (
    <AppPage>
      <div className="plan plan-wide">
        <div className="plan-head">
          <h1 className="page-title">{t('nav.meetings')}</h1>
          <Link href="/meetings/new" className={buttonClass({ variant: 'primary' })} data-testid="plan-meeting">
            <CalendarPlus aria-hidden />
            {t('home.plan')}
          </Link>
        </div>
        <LoadFrame load={load}>{(list) => <Lists list={list} />}</LoadFrame>
      </div>
    </AppPage>
  );
}

function Lists({ list }: { list: MeetingList }) {
  const { t } = useTranslation();
  const now = useNow();
  const recent = [...list.recent].sort((a, b) => startOf(b) - startOf(a));
  return (
    <div className="plan-lists">
      <section aria-labelledby="planned-title">
        <h2 id="planned-title" className="card-title section-head">
          {t('plan.planned')}
        </h2>
        <div className="card" data-testid="upcoming">
          {list.upcoming.length === 0 && (
            <StateBox title={t('home.noneTitle')} body={t('home.noneBody')} testId="upcoming-empty" />
          )}
          {groupByDay(list.upcoming, now).map((group) => (
            <div key={group.key}>
              <DayHead group={group} />
              {group.meetings.map((meeting) => (
                <UpcomingRow key={meeting.code} meeting={meeting} />
              ))}
            </div>
          ))}
        </div>
      </section>
      {recent.length > 0 && (
        <section aria-labelledby="past-title">
          <h2 id="past-title" className="card-title section-head">
            {t('home.recent')}
          </h2>
          <div className="card" data-testid="recent">
            {recent.map((meeting) => (
              <RecentRow key={meeting.code} meeting={meeting} />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}
