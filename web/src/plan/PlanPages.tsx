import { useTranslation } from 'react-i18next';
import { Route, Switch, useLocation } from 'wouter';
import { changeMeeting, getPlanned, planMeeting } from '../api/meetings';
import { useMe } from '../account/me';
import { AppPage } from '../ui/AppPage';
import { LoadFrame, ProblemState } from '../ui/LoadFrame';
import { useLoad } from '../ui/useLoad';
import { useTitle } from '../ui/useTitle';
import { MeetingDetails } from './MeetingDetails';
import { MeetingsPage } from './MeetingsPage';
import { planPath } from './MeetingRows';
import { PlanForm } from './PlanForm';
import './plan.css';

/** Lists, plans and changes meetings: one part, loaded when somebody goes there. */
export default function PlanPages() {
  return (
    <Switch>
      <Route path="/meetings" component={MeetingsPage} />
      <Route path="/meetings/new" component={NewPage} />
      <Route path="/meetings/:code">{({ code }) => <MeetingDetails key={code} code={code} />}</Route>
      <Route path="/meetings/:code/edit">{({ code }) => <EditPage key={code} code={code} />}</Route>
    </Switch>
  );
}

function NewPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const me = useMe();
  useTitle(`${t('home.plan')} · ${t('app.name')}`);
  const stranger = me.kind === 'known' && !me.me.signedIn;
  return (
    <AppPage>
      <div className="plan">
        <h1 className="page-title">{t('home.plan')}</h1>
        {stranger ? (
          <ProblemState problem={{ status: 401, title: '', detail: '' }} onRetry={() => undefined} />
        ) : (
          <PlanForm
            send={planMeeting}
            done={(meeting) => navigate(planPath(meeting.code), { replace: true })}
            onCancel={() => navigate('/meetings')}
          />
        )}
      </div>
    </AppPage>
  );
}

function EditPage({ code }: { code: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const load = useLoad(`meeting ${code}`, () => getPlanned(code));
  useTitle(`${t('plan.editTitle')} · ${t('app.name')}`);
  return (
    <AppPage>
      <div className="plan">
        <h1 className="page-title">{t('plan.editTitle')}</h1>
        <p className="plan-lead code">{code}</p>
        <LoadFrame load={load}>
          {(meeting) => (
            <PlanForm
              meeting={meeting}
              send={(draft) => changeMeeting(code, draft)}
              done={() => navigate(planPath(code), { replace: true })}
              onCancel={() => navigate(planPath(code))}
            />
          )}
        </LoadFrame>
      </div>
    </AppPage>
  );
}
