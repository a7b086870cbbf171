import { Check, Link2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meetingLink } from '../meeting/code';
import { Button, type ButtonProps } from './Button';

type State = 'idle' | 'copied' | 'failed';
const SHOW_MS = 2500;

interface CopyLinkProps extends Pick<ButtonProps, 'variant' | 'size' | 'wide' | 'pill'> {
  code: string;
  label?: string;
}

/** Copies the invitation; the button itself says that it worked. */
export function CopyLink({ code, label, ...look }: CopyLinkProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>('idle');

  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), SHOW_MS);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    const link = meetingLink(code, window.location.origin);
    // Without https there is no clipboard; then the address bar is the way.
    const written = navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  const texts: Record<State, string> = {
    idle: label ?? t('common.copyLink'),
    copied: t('common.linkCopied'),
    failed: t('common.copyFailed'),
  };
  return (
    <Button {...look} onPress={copy} data-testid="copy-link">
      {state === 'copied' ? <Check aria-hidden /> : <Link2 aria-hidden />}
      <span role="status">{texts[state]}</span>
    </Button>
  );
}
