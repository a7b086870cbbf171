import { CircleOff, LockKeyhole, SearchX, TriangleAlert, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { NO_ANSWER, type Problem } from '../api/client';
import { Button } from './Button';
import { problemText } from './problemText';
import type { Load } from './useLoad';
import './state.css';

interface LoadFrameProps<T> {
  load: Load<T>;
  /** Grey shapes of what is coming. */
  skeleton?: ReactNode;
  children: (value: T) => ReactNode;
}

/** Shows what was loaded, or the state it is in: on its way, failed, offline, not allowed. */
export function LoadFrame<T>({ load, skeleton, children }: LoadFrameProps<T>) {
  const { t } = useTranslation();
  if (load.problem && (load.value === undefined || isFinal(load.problem))) {
    return <ProblemState problem={load.problem} onRetry={load.reload} />;
  }
  if (load.value === undefined) {
    return (
      <div aria-busy="true" data-testid="state-loading">
        <span className="visually-hidden" role="status">
          {t('state.loading')}
        </span>
        {skeleton ?? <SkeletonRows rows={3} />}
      </div>
    );
  }
  return (
    <>
      {load.problem && (
        <p className="state-stale" role="status" data-testid="state-stale">
          <WifiOff aria-hidden />
          <span>
            <strong>{t('state.staleTitle')}.</strong> {t('state.staleBody')}
          </span>
          <Button variant="outline" size="s" onPress={load.reload}>
            {t('common.tryAgain')}
          </Button>
        </p>
      )}
      {children(load.value)}
    </>
  );
}

function isFinal(problem: Problem): boolean {
  return [401, 403, 404].includes(problem.status);
}

export function ProblemState({ problem, onRetry }: { problem: Problem; onRetry: () => void }) {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const text = problemText(t, problem);
  const offline = problem.status === NO_ANSWER && !navigator.onLine;
  if (problem.status === 401) {
    return (
      <StateBox icon={<LockKeyhole />} title={t('state.signInTitle')} body={t('state.signInBody')} testId="state-sign-in">
        <Button
          variant="primary"
          data-testid="state-sign-in-button"
          onPress={() => navigate(`/sign-in?to=${encodeURIComponent(path + window.location.search)}`)}
        >
          {t('nav.signIn')}
        </Button>
      </StateBox>
    );
  }
  if (problem.status === 403) {
    return (
      <StateBox icon={<CircleOff />} title={t('state.deniedTitle')} body={t('state.deniedBody')} testId="state-denied">
        <Button variant="primary" onPress={() => navigate('/')}>
          {t('common.home')}
        </Button>
      </StateBox>
    );
  }
  if (problem.status === 404) {
    return (
      <StateBox icon={<SearchX />} title={t('state.missingTitle')} body={t('state.missingBody')} testId="state-missing">
        <Button variant="primary" onPress={() => navigate('/')}>
          {t('common.home')}
        </Button>
      </StateBox>
    );
  }
  return (
    <StateBox
      icon={offline ? <WifiOff /> : <TriangleAlert />}
      title={offline ? t('state.offlineTitle') : t('state.failedTitle')}
      body={offline ? t('state.offlineBody') : `${text.detail} ${text.remedy ?? ''}`}
      testId={offline ? 'state-offline' : 'state-error'}
    >
      <Button variant="outline" onPress={onRetry} data-testid="state-retry">
        {t('common.tryAgain')}
      </Button>
    </StateBox>
  );
}

interface StateBoxProps {
  icon?: ReactNode;
  title: string;
  body?: ReactNode;
  testId?: string;
  children?: ReactNode;
}

/** Also what an empty list looks like: what is so, and what to do first. */
export function StateBox({ icon, title, body, testId, children }: StateBoxProps) {
  return (
    <div className="state-box" data-testid={testId}>
      {icon && (
        <span className="state-icon" aria-hidden>
          {icon}
        </span>
      )}
      <p className="state-title">{title}</p>
      {body && <p className="secondary">{body}</p>}
      {children && <div className="state-actions">{children}</div>}
    </div>
  );
}

export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div className="skeleton-rows" aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="skeleton skeleton-row" />
      ))}
    </div>
  );
}
