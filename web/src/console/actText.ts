import type { TFunction } from 'i18next';

/** An act of the audit in words; one that is newer than this page shows its name. */
export function actText(t: TFunction, act: string): string {
  const texts: Record<string, string> = {
    'person.created': t('act.created'),
    'person.disabled': t('act.personDisabled'),
    'person.enabled': t('act.personEnabled'),
    'person.deleted': t('act.personDeleted'),
    'administrator.made': t('act.administratorMade'),
    'administrator.unmade': t('act.administratorUnmade'),
    'password.changed': t('act.passwordChanged'),
    'password.reset': t('act.passwordReset'),
    'password.reset-mailed': t('act.resetMailed'),
    'passkey.added': t('act.passkeyAdded'),
    'passkey.removed': t('act.passkeyRemoved'),
    'token.created': t('act.tokenCreated'),
    'token.deleted': t('act.tokenDeleted'),
    'settings.changed': t('act.settingsChanged'),
    'invitation.made': t('act.invitationMade'),
    'invitation.withdrawn': t('act.invitationWithdrawn'),
    'meeting.planned': t('act.meetingPlanned'),
    'meeting.changed': t('act.meetingChanged'),
    'meeting.cancelled': t('act.meetingCancelled'),
  };
  return texts[act] ?? act;
}
