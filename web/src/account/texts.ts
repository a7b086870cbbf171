import type { TFunction } from 'i18next';
import type { FieldMessage } from '../ui/FieldProblem';
import { NAME_LIMIT, nameProblem } from '../meeting/name';
import { EMAIL_LIMIT, emailProblem, PASSWORD_MAX, PASSWORD_MIN, passwordProblem } from './validate';

/** The checks that the pages make before they send, in words. */
export function nameMessage(t: TFunction, name: string): FieldMessage | undefined {
  const problem = nameProblem(name);
  if (!problem) return undefined;
  const texts = {
    empty: t('profile.nameEmpty'),
    long: t('prejoin.nameLong', { limit: NAME_LIMIT }),
    control: t('prejoin.nameControl'),
  };
  return { detail: texts[problem] };
}

export function emailMessage(t: TFunction, email: string): FieldMessage | undefined {
  const problem = emailProblem(email);
  if (!problem) return undefined;
  const texts = {
    empty: t('email.empty'),
    shape: t('email.shape'),
    long: t('email.long', { limit: EMAIL_LIMIT }),
  };
  return { detail: texts[problem] };
}

export function newPasswordMessage(t: TFunction, password: string): FieldMessage | undefined {
  const problem = passwordProblem(password);
  if (!problem) return undefined;
  const texts = {
    empty: t('password.empty'),
    short: t('password.short', { min: PASSWORD_MIN }),
    long: t('password.long', { max: PASSWORD_MAX }),
  };
  return { detail: texts[problem] };
}
