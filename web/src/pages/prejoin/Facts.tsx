import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../api/client';
import { hostKeyOf } from '../../meeting/hostKey';

/** The line above the title: when it starts, and what the person will be in it. */
export function Facts({ meeting, code }: { meeting: Meeting | undefined; code: string }) {
  const { t, i18n } = useTranslation();
  const facts = factsOf(t, meeting, hostKeyOf(code) !== undefined, i18n.language);
  if (facts.length === 0) return null;
  return (
    <p className="muted" data-testid="prejoin-facts">
      {facts.join(' · ')}
    </p>
  );
}

function factsOf(
  t: TFunction,
  meeting: Meeting | undefined,
  hasKey: boolean,
  language: string,
): string[] {
  const facts: string[] = [];
  if (meeting?.start && meeting.state === 'NOT_STARTED') {
    const at = new Date(meeting.start);
    const soon = at.toDateString() === new Date().toDateString();
    const format = soon
      ? ({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const)
      : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
    facts.push(t('prejoin.starts', { time: new Intl.DateTimeFormat(language, format).format(at) }));
  }
  if (hasKey || meeting?.mine) facts.push(t('prejoin.youHost'));
  else if (meeting?.access === 'ASK') facts.push(t('prejoin.asks'));
  return facts;
}
