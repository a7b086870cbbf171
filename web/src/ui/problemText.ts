import type { TFunction } from 'i18next';
import { NO_ANSWER, type Problem } from '../api/client';
import type { FieldMessage } from './FieldProblem';

/** The server's own words where it gave some, ours where it could not. */
export function problemText(t: TFunction, problem: Problem): FieldMessage {
  if (problem.status === NO_ANSWER || problem.status >= 500) {
    return {
      detail: problem.detail || t('problem.noAnswer'),
      remedy: problem.remedy ?? t('problem.noAnswerRemedy'),
    };
  }
  if (problem.status === 429) {
    const wait = problem.retryAfterSeconds;
    return {
      detail: problem.detail || t('problem.tooMany'),
      remedy: problem.remedy ?? (wait ? t('problem.tooManyRemedy', { count: wait }) : undefined),
    };
  }
  const detail = problem.detail || problem.title;
  return { detail: detail || t('problem.unknown', { status: problem.status }), remedy: problem.remedy };
}
