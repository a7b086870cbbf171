import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Form } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { FormState } from './form';
import './form.css';

interface FormFrameProps<V extends object> {
  form: FormState<V>;
  name: string;
  onSubmit: () => void;
  children: ReactNode;
  className?: string;
  'aria-label'?: string;
}

/** A form with its summary on top. After a refusal the focus is where the way on is. */
export function FormFrame<V extends object>({ form, name, onSubmit, children, className = '', ...rest }: FormFrameProps<V>) {
  const frame = useRef<HTMLFormElement>(null);
  const { refusals } = form;
  useEffect(() => {
    if (refusals === 0) return;
    const wrong = frame.current?.querySelectorAll<HTMLElement>('[aria-invalid="true"]');
    const target =
      wrong?.length === 1 ? wrong[0] : frame.current?.querySelector<HTMLElement>('.form-summary');
    target?.focus();
  }, [refusals]);
  return (
    <Form
      {...rest}
      ref={frame}
      className={`form ${className}`}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <FormSummary form={form} name={name} />
      {children}
    </Form>
  );
}

function FormSummary<V extends object>({ form, name }: { form: FormState<V>; name: string }) {
  const { t } = useTranslation();
  const { general, fields } = form.issues;
  const wrong = Object.entries(fields as Record<string, { detail: string } | undefined>).filter(
    ([, message]) => message,
  );
  if (!general && wrong.length === 0) return null;
  return (
    <div className="form-summary" role="alert" tabIndex={-1} data-testid="form-summary">
      <TriangleAlert aria-hidden />
      <div className="form-summary-text">
        {general && (
          <p>
            <strong>{general.detail}</strong> {general.remedy}
          </p>
        )}
        {wrong.length > 0 && <strong>{t('form.summary', { count: wrong.length })}</strong>}
        {wrong.length > 1 && (
          <ul>
            {wrong.map(([field, message]) => (
              <li key={field}>
                <a
                  href={`#${name}-${field}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(`${name}-${field}`)?.focus();
                  }}
                >
                  {message?.detail}
                </a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
