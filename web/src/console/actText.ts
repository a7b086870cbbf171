import type { TFunction } from 'i18next';

/** An act of the audit in words; one that is newer than this page shows its name. */
export function actText(t: TFunction, act: string): string {
  const texts: Record<string, string> = {
    'person.created': t('auditAct.created'),
    'person.disabled': t('auditAct.personDisabled'),
    'person.enabled': t('auditAct.personEnabled'),
    'person.deleted': t('auditAct.personDeleted'),
    'administrator.made': t('auditAct.administratorMade'),
    'administrator.unmade': t('auditAct.administratorUnmade'),
    'password.changed': t('auditAct.passwordChanged'),
    'password.reset': t('auditAct.passwordReset'),
    'password.reset-mailed': t('auditAct.resetMailed'),
    'passkey.added': t('auditAct.passkeyAdded'),
    'passkey.removed': t('auditAct.passkeyRemoved'),
    'token.created': t('auditAct.tokenCreated'),
    'token.deleted': t('auditAct.tokenDeleted'),
    'settings.changed': t('auditAct.settingsChanged'),
    'invitation.made': t('auditAct.invitationMade'),
    'invitation.withdrawn': t('auditAct.invitationWithdrawn'),
    'meeting.planned': t('auditAct.meetingPlanned'),
    'meeting.changed': t('auditAct.meetingChanged'),
    'meeting.cancelled': t('auditAct.meetingCancelled'),
  };
  return texts[act] ?? act;
}
