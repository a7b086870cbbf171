import type { TFunction } from 'i18next';
import type { Access, Right } from '../api/room';
import type { RoomChangeSeen } from '../session/roomState';
import type { ToastText } from '../session/toasts';
import { problemText } from '../ui/problemText';

export interface Words {
  title: string;
  detail?: string;
}

/** A toast in words: what is so now, and who did it. */
export function toastWords(t: TFunction, text: ToastText): Words {
  switch (text.kind) {
    case 'waiting':
      return {
        title:
          text.count === 1
            ? t('toast.waitingOne', { name: text.name })
            : t('toast.waiting', { count: text.count }),
      };
    case 'muted':
      return {
        title: text.by ? t('toast.mutedBy', { name: text.by }) : t('toast.muted'),
        detail: t('toast.mutedHint'),
      };
    case 'video-stopped':
      return { title: text.by ? t('toast.videoStoppedBy', { name: text.by }) : t('toast.videoStopped') };
    case 'hand-lowered':
      return { title: text.by ? t('toast.handLoweredBy', { name: text.by }) : t('toast.handLowered') };
    case 'hand-spoke':
      return { title: t('toast.handSpoke') };
    case 'hand':
      return { title: t('toast.hand', { name: text.name }) };
    case 'role':
      return { title: text.host ? t('toast.nowHost') : t('toast.noHost') };
    case 'spotlight':
      return { title: text.own ? t('toast.spotlightYou') : t('toast.spotlight', { name: text.name }) };
    case 'spotlight-off':
      return { title: t('toast.spotlightOff') };
    case 'change':
      return {
        title: changeWords(t, text.change),
        ...(text.by ? { detail: t('toast.changedBy', { name: text.by }) } : {}),
      };
    case 'failed': {
      const { detail, remedy } = problemText(t, text.problem);
      return { title: detail, ...(remedy ? { detail: remedy } : {}) };
    }
  }
}

function changeWords(t: TFunction, change: RoomChangeSeen): string {
  switch (change.what) {
    case 'access':
      return accessWords(t, change.access);
    case 'locked':
      return change.on ? t('change.lockedOn') : t('change.lockedOff');
    case 'suspended':
      return change.on ? t('stage.suspended') : t('change.suspendedOff');
    default:
      return rightWords(t, change.what, change.on);
  }
}

function accessWords(t: TFunction, access: Access): string {
  const words: Record<Access, string> = {
    ASK: t('change.accessAsk'),
    SIGNED_IN: t('change.accessSignedIn'),
    OPEN: t('change.accessOpen'),
  };
  return words[access];
}

function rightWords(t: TFunction, right: Right, on: boolean): string {
  const words: Record<Right, [string, string]> = {
    share: [t('change.shareOff'), t('change.shareOn')],
    chat: [t('change.chatOff'), t('change.chatOn')],
    privateChat: [t('change.privateChatOff'), t('change.privateChatOn')],
    unmute: [t('change.unmuteOff'), t('change.unmuteOn')],
    video: [t('change.videoOff'), t('change.videoOn')],
    reactions: [t('change.reactionsOff'), t('change.reactionsOn')],
  };
  return words[right][on ? 1 : 0];
}

/** Why a control does nothing, or undefined when it works. */
export function reasonWords(
  t: TFunction,
  right: Right,
  allowed: boolean,
  suspended: boolean,
): string | undefined {
  if (allowed) return undefined;
  if (suspended) return t('reason.suspended');
  const words: Record<Right, string> = {
    share: t('reason.share'),
    chat: t('reason.chat'),
    privateChat: t('reason.privateChat'),
    unmute: t('reason.unmute'),
    video: t('reason.video'),
    reactions: t('reason.reactions'),
  };
  return words[right];
}
