import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaProblem } from './mediaError';
import { mediaProblemText, type Troubled } from './problemTexts';
import './trouble.css';

interface TroubleProps {
  what: Troubled;
  problem: MediaProblem;
  actions?: ReactNode;
}

/** What is the matter with a device and what to do; warn, not danger: the meeting goes on. */
export function TroubleNote({ what, problem, actions }: TroubleProps) {
  const { t } = useTranslation();
  const { title, remedy } = mediaProblemText(t, what, problem);
  return (
    <div className="trouble" role="status" data-testid="device-problem" data-problem={problem}>
      <TriangleAlert aria-hidden />
      <span className="trouble-text">
        <strong>{title}</strong>
        <span>{remedy}</span>
      </span>
      {actions && <span className="trouble-actions">{actions}</span>}
    </div>
  );
}
