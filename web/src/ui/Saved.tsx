import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import './state.css';

/** Beside a button: that it worked. Changes of the count say it again. */
export function Saved({ count, text }: { count: number; text?: string }) {
  const { t } = useTranslation();
  return (
    <span role="status" className="saved" data-testid={count > 0 ? 'saved' : undefined}>
      {count > 0 && (
        <>
          <Check aria-hidden />
          {text ?? t('form.saved')}
        </>
      )}
    </span>
  );
}
