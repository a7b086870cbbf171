import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { createMeeting } from '../../api/client';
import { meetingPath } from '../../meeting/code';
import type { FieldMessage } from '../../ui/FieldProblem';
import { problemText } from '../../ui/problemText';

/** Makes a meeting that starts now and goes there. */
export function useStartMeeting() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<FieldMessage>();

  const start = async () => {
    setBusy(true);
    setMessage(undefined);
    const answer = await createMeeting();
    setBusy(false);
    if (answer.ok) navigate(meetingPath(answer.value.code));
    else {
      const text = problemText(t, answer.problem);
      setMessage({ ...text, detail: `${t('home.startFailed')} ${text.detail}` });
    }
  };
  return { busy, message, start: () => void start() };
}
