import type { TFunction } from 'i18next';
import { useCallback, useRef, useState } from 'react';
import type { Problem, Result } from '../api/client';
import type { FieldMessage } from './FieldProblem';
import { problemText } from './problemText';

/** What is wrong with a form: at its fields, and in general. */
export interface Issues<F extends string> {
  fields: Partial<Record<F, FieldMessage>>;
  general?: FieldMessage;
}

/**
 * The server's refusal at the field it is about. Names of list entries and members, such as
 * `invitees[2]`, belong to the field they start with; an unknown field makes it a general refusal.
 */
export function issuesOf<F extends string>(
  t: TFunction,
  problem: Problem,
  fields: readonly F[],
  aliases: Partial<Record<string, F>> = {},
): Issues<F> {
  const message = problemText(t, problem);
  const name = problem.field?.split(/[.[]/)[0];
  const field = aliases[name ?? ''] ?? fields.find((f) => f === name);
  if (!field) return { fields: {}, general: message };
  return { fields: { [field]: message } as Issues<F>['fields'] };
}

export function hasIssues(issues: Issues<string>): boolean {
  return issues.general !== undefined || Object.values(issues.fields).some(Boolean);
}

export interface FieldBinding<V> {
  id: string;
  value: V;
  message: FieldMessage | undefined;
  onChange: (value: V) => void;
}

export interface FormState<V extends object> {
  values: V;
  issues: Issues<keyof V & string>;
  /** Goes up with every refusal, so that the focus moves again. */
  refusals: number;
  busy: boolean;
  set: <K extends keyof V & string>(field: K, value: V[K]) => void;
  bind: <K extends keyof V & string>(field: K) => FieldBinding<V[K]>;
  /** Shows what is wrong, from the form's own checks or from elsewhere. */
  refuse: (issues: Issues<keyof V & string>) => void;
  /** Sends unless the checks object; what was typed stays whatever the answer is. */
  submit: <T>(step: Submission<V, T>) => Promise<void>;
}

export interface Submission<V extends object, T> {
  check?: (values: V) => Issues<keyof V & string>['fields'];
  send: (values: V) => Promise<Result<T>>;
  /** Fields of the server that this form calls otherwise. */
  aliases?: Partial<Record<string, keyof V & string>>;
  done: (value: T) => void;
}

/** One form: its values outlive every refusal, and a field's message goes when it is changed. */
export function useForm<V extends object>(t: TFunction, name: string, initial: V): FormState<V> {
  type F = keyof V & string;
  const [values, setValues] = useState(initial);
  const [issues, setIssues] = useState<Issues<F>>({ fields: {} });
  const [refusals, setRefusals] = useState(0);
  const [busy, setBusy] = useState(false);
  const running = useRef(false);

  const set = useCallback(<K extends F>(field: K, value: V[K]) => {
    setValues((before) => ({ ...before, [field]: value }));
    setIssues((before) => ({ ...before, fields: { ...before.fields, [field]: undefined } }));
  }, []);
  const refuse = useCallback((found: Issues<F>) => {
    setIssues(found);
    setRefusals((count) => count + 1);
  }, []);

  const submit = async <T,>({ check, send, aliases, done }: Submission<V, T>) => {
    if (running.current) return;
    const found: Issues<F> = { fields: check?.(values) ?? {} };
    if (hasIssues(found)) return refuse(found);
    running.current = true;
    setBusy(true);
    setIssues({ fields: {} });
    const answer = await send(values).finally(() => {
      running.current = false;
      setBusy(false);
    });
    if (answer.ok) done(answer.value);
    else refuse(issuesOf(t, answer.problem, Object.keys(values) as F[], aliases));
  };
  const bind = <K extends F>(field: K) => ({
    id: `${name}-${field}`,
    value: values[field],
    message: issues.fields[field],
    onChange: (value: V[K]) => set(field, value),
  });
  return { values, issues, refusals, busy, set, bind, refuse, submit };
}
