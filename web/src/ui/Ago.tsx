import { useTranslation } from 'react-i18next';
import { useNow } from '../time/useNow';
import { agoText, fullText } from '../time/words';

/** A moment: relative within the hour, absolute after, everything about it with the pointer. */
export function Ago({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const now = useNow();
  const instant = Date.parse(at);
  if (Number.isNaN(instant)) return null;
  return (
    <time dateTime={at} title={fullText(i18n.language, instant)} className="numeric">
      {agoText(i18n.language, instant, now)}
    </time>
  );
}
