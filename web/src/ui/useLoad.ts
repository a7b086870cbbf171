import { useCallback, useEffect, useRef, useState } from 'react';
import { NO_ANSWER, type Problem, type Result } from '../api/client';

export interface Load<T> {
  /** The last good answer; stays while a newer one is on its way or fails. */
  value: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => void;
  /** Replaces the value after a change whose answer is known. */
  put: (value: T) => void;
}

/** Asks the server when the key changes, and again when the connection comes back. */
export function useLoad<T>(key: string, ask: () => Promise<Result<T>>): Load<T> {
  const [state, setState] = useState<{ key: string; value?: T; problem?: Problem; loading: boolean }>({
    key,
    loading: true,
  });
  const latest = useRef(ask);
  latest.current = ask;
  const run = useRef(0);

  const reload = useCallback(() => {
    const mine = ++run.current;
    setState((before) => ({ ...before, key, loading: true }));
    void latest.current().then((answer) => {
      if (run.current !== mine) return;
      setState((before) =>
        answer.ok
          ? { key, value: answer.value, loading: false }
          : { ...before, key, problem: answer.problem, loading: false },
      );
    });
  }, [key]);

  useEffect(() => {
    reload();
    return () => {
      run.current++;
    };
  }, [reload]);

  const offline = state.problem?.status === NO_ANSWER;
  useEffect(() => {
    if (!offline) return;
    window.addEventListener('online', reload);
    return () => window.removeEventListener('online', reload);
  }, [offline, reload]);

  const put = useCallback((value: T) => setState({ key, value, loading: false }), [key]);
  return { value: state.value, problem: state.problem, loading: state.loading, reload, put };
}
