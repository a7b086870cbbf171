import { DisconnectReason } from 'livekit-client';
import type { EndReason } from './reducer';

/** Why the server ended it for good, or undefined when coming back is worth a try. */
export function endReasonOf(reason: DisconnectReason | undefined): EndReason | undefined {
  switch (reason) {
    case DisconnectReason.DUPLICATE_IDENTITY:
      return 'duplicate';
    case DisconnectReason.PARTICIPANT_REMOVED:
      return 'removed';
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
      return 'closed';
    case DisconnectReason.USER_REJECTED:
      return 'refused';
    default:
      return undefined;
  }
}

/** Why a rejoin is refused for good, or undefined when another try may work. */
export function refusalOf(status: number, code: string | undefined): EndReason | undefined {
  if (code === 'removed') return 'removed';
  if (code === 'meeting-locked') return 'locked';
  if (code === 'meeting-ended' || status === 410) return 'closed';
  if (status === 404) return 'gone';
  return status === 403 ? 'refused' : undefined;
}
