import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { getMeeting, joinMeeting, type Problem } from '../../api/client';
import { grantedWishes, type Wishes } from '../../devices/previewMedia';
import { meetingPath } from '../../meeting/code';
import { nameProblem } from '../../meeting/name';
import { getPrefs } from '../../prefs/prefs';
import type { MeetingSession } from '../../session/session';
import type { FieldMessage } from '../../ui/FieldProblem';
import { problemText } from '../../ui/problemText';
import type { LeftState } from '../left/LeftPage';
import { PreJoin } from '../prejoin/PreJoin';
import type { JoinState } from './joinState';
import { MeetingProblem } from './MeetingProblem';

// The call with the SDK is the largest part of the client: loaded while the person looks at the
// pre-join page, so that Join doesn't wait for it.
const loadSession = () => import('../../session/session');
const loadStage = () => import('../../stage/Stage');
const Stage = lazy(loadStage);

export function MeetingPage({ code }: { code: string }) {
  const { t } = useTranslation();
  const { problem, look } = useMeetingExists(code);
  const call = useCall(code);
  const arrival = useHistoryState<JoinState | null>();
  const { join } = call;

  useEffect(() => {
    void loadSession();
    void loadStage();
  }, []);

  const joinNow = arrival?.joinNow === true;
  const asked = useRef(false);
  useEffect(() => {
    const { name } = getPrefs();
    if (!joinNow || asked.current || nameProblem(name)) return;
    asked.current = true;
    // Consumed: a reload of the page shows the pre-join page again.
    window.history.replaceState(null, '');
    void grantedWishes().then((wanted) => join(name, wanted));
  }, [joinNow, join]);

  if (call.session) {
    return (
      <Suspense fallback={<p role="status">{t('app.loading')}</p>}>
        <Stage session={call.session} />
      </Suspense>
    );
  }
  if (problem) return <MeetingProblem code={code} problem={problem} onRetry={look} />;
  return <PreJoin code={code} joining={call.joining} refusal={call.refusal} onJoin={join} />;
}

/** Asks once whether there is such a meeting; the page is usable while the answer is on its way. */
function useMeetingExists(code: string) {
  const [problem, setProblem] = useState<Problem>();
  const look = useCallback(() => {
    void getMeeting(code).then((answer) => setProblem(answer.ok ? undefined : answer.problem));
  }, [code]);
  useEffect(look, [look]);
  return { problem, look };
}

function useCall(code: string) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [session, setSession] = useState<MeetingSession>();
  const [joining, setJoining] = useState(false);
  const [refusal, setRefusal] = useState<FieldMessage>();
  const gone = useRef(false);

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  // Leaving the page by any way ends the call; the end of the call leads to the page after it.
  useEffect(() => {
    if (!session) return;
    const watch = session.phase.subscribe(() => {
      const phase = session.phase.get();
      if (phase.kind !== 'ended' || gone.current) return;
      const state: LeftState = { why: phase.why };
      navigate(`${meetingPath(code)}/left`, { state, replace: true });
    });
    return () => {
      watch();
      session.leave();
    };
  }, [session, code, navigate]);

  const join = useCallback(
    (name: string, wanted: Wishes) => {
      setJoining(true);
      setRefusal(undefined);
      void open(code, name, wanted)
        .then((outcome) => {
          if (gone.current) return outcome.ok && outcome.session.leave();
          if (outcome.ok) setSession(outcome.session);
          else setRefusal(outcome.problem ? problemText(t, outcome.problem) : mediaRefusal(t));
        })
        .finally(() => setJoining(false));
    },
    [code, t],
  );
  return { session, joining, refusal, join };
}

type Outcome = { ok: true; session: MeetingSession } | { ok: false; problem?: Problem };

async function open(code: string, name: string, wanted: Wishes): Promise<Outcome> {
  const [answer, { MeetingSession: Session, peerConnectionChoice }] = await Promise.all([
    joinMeeting(code, name),
    loadSession(),
  ]);
  if (!answer.ok) return { ok: false, problem: answer.problem };
  const session = new Session({
    code,
    name,
    singlePeerConnection: peerConnectionChoice(window.location.search),
    wanted,
  });
  try {
    await session.connect(answer.value);
    return { ok: true, session };
  } catch {
    session.leave();
    return { ok: false };
  }
}

function mediaRefusal(t: ReturnType<typeof useTranslation>['t']): FieldMessage {
  return { detail: t('problem.mediaUnreachable'), remedy: t('problem.mediaUnreachableRemedy') };
}
