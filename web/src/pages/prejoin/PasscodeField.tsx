import { useEffect, useRef } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { type FieldMessage, FieldProblem } from '../../ui/FieldProblem';

interface PasscodeFieldProps {
  value: string;
  missing: boolean;
  refusal: FieldMessage | undefined;
  onChange: (value: string) => void;
}

/** The passcode that came with the invitation. What was typed stays when it was wrong. */
export function PasscodeField({ value, missing, refusal, onChange }: PasscodeFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const message = missing ? { detail: t('prejoin.passcodeEmpty') } : refusal;

  useEffect(() => {
    if (message) input.current?.focus();
  }, [message?.detail]);

  return (
    <TextField
      className="field"
      value={value}
      isInvalid={message !== undefined}
      autoComplete="off"
      onChange={onChange}
    >
      <Label className="field-label">{t('prejoin.passcode')}</Label>
      <Input ref={input} className="field-input" spellCheck={false} data-testid="passcode" />
      {message ? (
        <FieldProblem message={message} testId="passcode-error" />
      ) : (
        <p className="field-hint">{t('prejoin.passcodeHint')}</p>
      )}
    </TextField>
  );
}
