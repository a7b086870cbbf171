import { Eye, EyeOff } from 'lucide-react';
import { type HTMLAttributes, useState } from 'react';
import { Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FieldBinding } from './form';
import { FieldProblem } from './FieldProblem';
import { IconButton } from './Button';
import './field.css';
import './form.css';

interface TextInputProps extends FieldBinding<string> {
  label: string;
  hint?: string;
  optional?: boolean;
  type?: 'text' | 'email' | 'password' | 'date' | 'time' | 'number' | 'search';
  autoComplete?: string;
  autoFocus?: boolean;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  placeholder?: string;
  maxLength?: number;
  min?: number | string;
  max?: number | string;
  rows?: number;
  className?: string;
  readOnly?: boolean;
  testId?: string;
}

export function TextInput(props: TextInputProps) {
  const { id, value, message, onChange, label, type = 'text', autoComplete = 'off', rows } = props;
  return (
    <TextField
      className={`field ${props.className ?? ''}`}
      value={value}
      onChange={onChange}
      isInvalid={message !== undefined}
      isReadOnly={props.readOnly}
      autoComplete={autoComplete}
      autoFocus={props.autoFocus}
      type={type}
      maxLength={props.maxLength}
    >
      <FieldLabel label={label} optional={props.optional} />
      {rows ? (
        <TextArea id={id} className="field-input field-area" rows={rows} data-testid={props.testId} />
      ) : (
        <Input
          id={id}
          className="field-input field-input-m"
          placeholder={props.placeholder}
          inputMode={props.inputMode}
          min={props.min}
          max={props.max}
          spellCheck={false}
          autoCapitalize={type === 'email' ? 'none' : undefined}
          data-testid={props.testId}
        />
      )}
      <FieldFoot {...props} />
    </TextField>
  );
}

/** The person may look at what was typed; password managers see an ordinary password field. */
export function PasswordInput(props: TextInputProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const { id, value, message, onChange, label, autoComplete } = props;
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      isInvalid={message !== undefined}
      autoComplete={autoComplete}
      type={shown ? 'text' : 'password'}
    >
      <FieldLabel label={label} optional={props.optional} />
      <div className="field-with-end">
        <Input
          id={id}
          className="field-input field-input-m"
          spellCheck={false}
          autoCapitalize="none"
          data-testid={props.testId}
        />
        <IconButton
          className="field-end"
          label={shown ? t('form.hidePassword') : t('form.showPassword')}
          onPress={() => setShown(!shown)}
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      </div>
      <FieldFoot {...props} />
    </TextField>
  );
}

function FieldLabel({ label, optional }: { label: string; optional?: boolean }) {
  const { t } = useTranslation();
  return (
    <Label className="field-label">
      {label}
      {optional && <span className="field-optional"> {t('form.optional')}</span>}
    </Label>
  );
}

function FieldFoot({ message, hint, testId }: TextInputProps) {
  if (message) return <FieldProblem message={message} testId={testId && `${testId}-error`} />;
  return hint ? (
    <Text slot="description" className="field-hint">
      {hint}
    </Text>
  ) : null;
}
