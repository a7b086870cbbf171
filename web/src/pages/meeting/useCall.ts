import type { TFunction } from 'i18next';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Problem } from '../../api/client';
import { isWaiting, type JoinGrant, joinMeeting, type WaitingGrant } from '../../api/room';
import type { Wishes } from '../../devices/previewMedia';
import { meetingPath } from '../../meeting/code';
import { hostKeyOf, tokenOf } from '../../meeting/hostKey';
import type { MeetingSession } from '../../session/session';
import type { FieldMessage } from '../../ui/FieldProblem';
import { problemText } from '../../ui/problemText';
import type { LeftState } from '../left/LeftPage';
import { fieldOf, type Refusal, refusalPageOf } from './refusal';

export const loadSession = () => import('../../session/session');

export interface JoinWish {
  name: string;
  passcode?: string;
  wanted: Wishes;
}

export interface JoinTrouble extends FieldMessage {
  field: 'name' | 'passcode';
}

/** Where a person is between the link and the call. */
export type CallStage =
  | { kind: 'prejoin'; joining: boolean; refusal?: JoinTrouble }
  | { kind: 'waiting'; grant: WaitingGrant; name: string; sentBack: boolean }
  | { kind: 'refused'; why: Refusal }
  | { kind: 'call'; session: MeetingSession };

const PREJOIN: CallStage = { kind: 'prejoin', joining: false };

export function useCall(code: string) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [stage, setStage] = useState<CallStage>(PREJOIN);
  const gone = useRef(false);

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);

  const session = stage.kind === 'call' ? stage.session : undefined;
  // Leaving the page by any way ends the call; the end of the call leads to the page after it.
  useEffect(() => {
    if (!session) return;
    const follow = () => {
      const phase = session.phase.get();
      if (phase.kind !== 'ended' || gone.current) return;
      if (phase.why === 'waiting' && session.waitingAgain) {
        const { waitingAgain: grant, name } = session;
        setStage({ kind: 'waiting', grant, name, sentBack: true });
        return;
      }
      const state: LeftState = { why: phase.why };
      navigate(`${meetingPath(code)}/left`, { state, replace: true });
    };
    const watch = session.phase.subscribe(follow);
    follow();
    return () => {
      watch();
      session.leave();
    };
  }, [session, code, navigate]);

  const enter = useCallback(
    (grant: JoinGrant, name: string, wanted: Wishes) => {
      setStage((s) => (s.kind === 'prejoin' ? { kind: 'prejoin', joining: true } : s));
      void connect(code, grant, name, wanted).then((made) => {
        if (gone.current) made?.leave();
        else if (made) setStage({ kind: 'call', session: made });
        else setStage({ kind: 'prejoin', joining: false, refusal: mediaRefusal(t) });
      });
    },
    [code, t],
  );

  const join = useCallback(
    ({ name, passcode, wanted }: JoinWish) => {
      setStage({ kind: 'prejoin', joining: true });
      void ask(code, name, passcode).then((answer) => {
        if (gone.current) return;
        if (!answer.ok) setStage(refusedStage(t, answer.problem));
        else if (isWaiting(answer.value)) {
          setStage({ kind: 'waiting', grant: answer.value, name, sentBack: false });
        } else enter(answer.value, name, wanted);
      });
    },
    [code, t, enter],
  );

  const end = useCallback((why: Refusal) => setStage({ kind: 'refused', why }), []);
  const reset = useCallback(() => setStage(PREJOIN), []);
  return { stage, join, enter, end, reset };
}

async function ask(code: string, name: string, passcode?: string) {
  const hostKey = hostKeyOf(code);
  const token = tokenOf(code);
  const [answer] = await Promise.all([
    joinMeeting(code, {
      name,
      ...(passcode ? { passcode } : {}),
      ...(hostKey ? { hostKey } : {}),
      ...(token ? { token } : {}),
    }),
    loadSession(),
  ]);
  return answer;
}

async function connect(code: string, grant: JoinGrant, name: string, wanted: Wishes) {
  const { MeetingSession: Session, peerConnectionChoice } = await loadSession();
  const session = new Session({
    code,
    name,
    singlePeerConnection: peerConnectionChoice(window.location.search),
    wanted,
  });
  try {
    await session.connect(grant);
    return session;
  } catch {
    session.leave();
    return undefined;
  }
}

function refusedStage(t: TFunction, problem: Problem): CallStage {
  const why = refusalPageOf(problem);
  if (why) return { kind: 'refused', why };
  const refusal = { ...problemText(t, problem), field: fieldOf(problem) };
  return { kind: 'prejoin', joining: false, refusal };
}

function mediaRefusal(t: TFunction): JoinTrouble {
  return {
    detail: t('problem.mediaUnreachable'),
    remedy: t('problem.mediaUnreachableRemedy'),
    field: 'name',
  };
}
