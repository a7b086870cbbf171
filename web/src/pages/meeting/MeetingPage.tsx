import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryState } from 'wouter/use-browser-location';
import { getMeeting, type Meeting, type Problem } from '../../api/client';
import { grantedWishes, PreviewMedia } from '../../devices/previewMedia';
import { nameProblem } from '../../meeting/name';
import { getPrefs } from '../../prefs/prefs';
import { PreJoin } from '../prejoin/PreJoin';
import type { JoinState } from './joinState';
import { MeetingProblem } from './MeetingProblem';
import { RefusalPage } from './RefusalPage';
import { loadSession, useCall } from './useCall';
import { WaitingPage } from './WaitingPage';

// The call with the SDK is the largest part of the client: loaded while the person looks at the
// pre-join page, so that Join doesn't wait for it.
const loadStage = () => import('../../stage/Stage');
const Stage = lazy(loadStage);

export function MeetingPage({ code }: { code: string }) {
  const { t } = useTranslation();
  const { meeting, problem, look } = useMeeting(code);
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
    void grantedWishes().then((wanted) => join({ name, wanted }));
  }, [joinNow, join]);

  const { stage } = call;
  const media = usePreview(stage.kind === 'prejoin' || stage.kind === 'waiting');
  switch (stage.kind) {
    case 'call':
      return (
        <Suspense fallback={<p role="status">{t('app.loading')}</p>}>
          <Stage session={stage.session} title={meeting?.title} />
        </Suspense>
      );
    case 'waiting':
      return (
        <WaitingPage
          key={stage.grant.ticket}
          code={code}
          media={media}
          title={meeting?.title}
          name={stage.name}
          grant={stage.grant}
          sentBack={stage.sentBack}
          onAdmitted={(grant, wanted) => call.enter(grant, stage.name, wanted)}
          onEnd={call.end}
          onRename={call.reset}
        />
      );
    case 'refused':
      return <RefusalPage code={code} why={stage.why} onAgain={call.reset} />;
    case 'prejoin':
      if (problem) return <MeetingProblem code={code} problem={problem} onRetry={look} />;
      if (meeting?.state === 'ENDED') return <RefusalPage code={code} why="ended" onAgain={look} />;
      return (
        <PreJoin
          code={code}
          media={media}
          meeting={meeting}
          joining={stage.joining}
          refusal={stage.refusal}
          onJoin={join}
        />
      );
  }
}

/** One preview for pre-join and waiting room: nobody is asked twice for the same devices. */
function usePreview(shown: boolean): PreviewMedia {
  const [media] = useState(() => new PreviewMedia());
  useEffect(() => {
    if (!shown) return;
    void media.begin();
    return () => media.close();
  }, [media, shown]);
  return media;
}

/** Asks once about the meeting; the page is usable while the answer is on its way. */
function useMeeting(code: string) {
  const [meeting, setMeeting] = useState<Meeting>();
  const [problem, setProblem] = useState<Problem>();
  const look = useCallback(() => {
    void getMeeting(code).then((answer) => {
      setProblem(answer.ok ? undefined : answer.problem);
      if (answer.ok) setMeeting(answer.value);
    });
  }, [code]);
  useEffect(look, [look]);
  return { meeting, problem, look };
}
