import type { TFunction } from 'i18next';
import type { MediaProblem } from './mediaError';

export type Troubled = 'mic' | 'cam' | 'both' | 'share';

const TITLES = {
  denied: { mic: 'media.micDenied', cam: 'media.camDenied', both: 'media.bothDenied' },
  missing: { mic: 'media.micMissing', cam: 'media.camMissing', both: 'media.bothMissing' },
  busy: { mic: 'media.micBusy', cam: 'media.camBusy', both: 'media.bothBusy' },
  insecure: { mic: 'media.insecure', cam: 'media.insecure', both: 'media.insecure' },
  other: { mic: 'media.micOther', cam: 'media.camOther', both: 'media.bothOther' },
} as const;

const REMEDIES = {
  denied: 'media.deniedRemedy',
  missing: 'media.missingRemedy',
  busy: 'media.busyRemedy',
  insecure: 'media.insecureRemedy',
  other: 'media.otherRemedy',
} as const;

export function mediaProblemText(t: TFunction, what: Troubled, problem: MediaProblem) {
  if (what === 'share') return { title: t('media.shareFailed'), remedy: t('media.shareRemedy') };
  return { title: t(TITLES[problem][what]), remedy: t(REMEDIES[problem]) };
}

/** The problems of a preview as messages: one for both devices when they share the cause. */
export function troublesOf(mic?: MediaProblem, cam?: MediaProblem) {
  if (mic && mic === cam) return [{ what: 'both' as const, problem: mic }];
  return [
    ...(mic ? [{ what: 'mic' as const, problem: mic }] : []),
    ...(cam ? [{ what: 'cam' as const, problem: cam }] : []),
  ];
}
