import { SearchX, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { createMeeting, type Problem } from '../../api/client';
import { meetingPath } from '../../meeting/code';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { problemText } from '../../ui/problemText';
import { useTitle } from '../../ui/useTitle';

interface MeetingProblemProps {
  code: string;
  problem: Problem;
  onRetry: () => void;
}

/** Instead of the pre-join page: no such meeting, too many guesses, or no server. */
export function MeetingProblem({ code, problem, onRetry }: MeetingProblemProps) {
  return problem.status === 404 ? (
    <NoMeeting code={code} />
  ) : (
    <NoAnswer code={code} problem={problem} onRetry={onRetry} />
  );
}

function NoMeeting({ code }: { code: string }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [failure, setFailure] = useState<string>();
  useTitle(`${code} · ${t('notFound.title')}`);

  const start = async () => {
    const answer = await createMeeting();
    if (answer.ok) navigate(meetingPath(answer.value.code));
    else setFailure(problemText(t, answer.problem).detail);
  };
  return (
    <Page>
      <Notice
        icon={<SearchX />}
        tone="warn"
        title={t('notFound.title')}
        body={failure ?? t('notFound.body', { code })}
        actions={
          <>
            <Button variant="primary" size="l" onPress={() => navigate('/')} data-testid="check-code">
              {t('notFound.check')}
            </Button>
            <Button
              variant="outline"
              size="l"
              onPress={() => void start()}
              data-testid="start-meeting"
            >
              {t('notFound.startNew')}
            </Button>
          </>
        }
      />
    </Page>
  );
}

function NoAnswer({ code, problem, onRetry }: MeetingProblemProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const text = problemText(t, problem);
  const title = problem.status === 429 ? t('limited.title') : t('unreachable.title');
  useTitle(`${code} · ${title}`);
  return (
    <Page>
      <Notice
        icon={<TriangleAlert />}
        tone="warn"
        context={<span className="code">{code}</span>}
        title={title}
        body={`${text.detail} ${text.remedy ?? ''}`}
        actions={
          <>
            <Button variant="primary" size="l" onPress={onRetry}>
              {t('common.tryAgain')}
            </Button>
            <Button variant="outline" size="l" onPress={() => navigate('/')}>
              {t('common.home')}
            </Button>
          </>
        }
      />
    </Page>
  );
}
