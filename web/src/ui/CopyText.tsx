import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

/** Copies a text that is shown beside it. */
export function CopyText({ text, testId }: { text: string; testId?: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => {
    // Without https there is no clipboard; the text can still be selected.
    void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  };
  return (
    <Button variant="outline" size="s" onPress={copy} data-testid={testId}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span role="status">{copied ? t('form.copied') : t('form.copy')}</span>
    </Button>
  );
}
