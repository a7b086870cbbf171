import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addPasskey,
  type Me,
  passkeyRegistrationOptions,
  passkeySignInOptions,
  signInWithPasskey,
} from '../api/account';
import type { Problem, Result } from '../api/client';
import type { FieldMessage } from '../ui/FieldProblem';
import { problemText } from '../ui/problemText';
import { deviceName } from './deviceName';
import { createPasskey, getPasskey, isKnownHere, wasCancelled } from './webauthn';

/** Asks the device between two questions to the server; tells what went wrong in words. */
function usePasskeyAct(cancelled: string, act: () => Promise<Problem | undefined>) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<FieldMessage>();
  const run = async () => {
    setBusy(true);
    setMessage(undefined);
    try {
      const problem = await act();
      if (problem) setMessage(problemText(t, problem));
    } catch (failure) {
      if (isKnownHere(failure)) setMessage({ detail: t('passkey.knownHere') });
      else if (wasCancelled(failure)) setMessage({ detail: cancelled, remedy: t('passkey.cancelledRemedy') });
      else setMessage({ detail: t('passkey.failed'), remedy: t('passkey.failedRemedy') });
    } finally {
      setBusy(false);
    }
  };
  return { busy, message, run: () => void run() };
}

export function usePasskeySignIn(done: (me: Me) => void) {
  const { t } = useTranslation();
  return usePasskeyAct(t('passkey.signInCancelled'), async () => {
    const options = await passkeySignInOptions();
    if (!options.ok) return options.problem;
    return finish(await signInWithPasskey(await getPasskey(options.value)), done);
  });
}

export function usePasskeyAdding(label: () => string, done: () => void) {
  const { t } = useTranslation();
  return usePasskeyAct(t('passkey.addCancelled'), async () => {
    const options = await passkeyRegistrationOptions();
    if (!options.ok) return options.problem;
    return finish(await addPasskey(label(), await createPasskey(options.value)), done);
  });
}

function finish<T>(answer: Result<T>, done: (value: T) => void): Problem | undefined {
  if (!answer.ok) return answer.problem;
  done(answer.value);
  return undefined;
}

/**
 * The passkey of an account that was made without a password. Where none comes about, the person
 * is signed in all the same and goes where it can be tried again.
 */
export async function firstPasskey(): Promise<'/' | '/account/sign-in'> {
  try {
    const options = await passkeyRegistrationOptions();
    if (!options.ok) return '/account/sign-in';
    const credential = await createPasskey(options.value);
    const answer = await addPasskey(deviceName(navigator.userAgent), credential);
    return answer.ok ? '/' : '/account/sign-in';
  } catch {
    return '/account/sign-in';
  }
}
