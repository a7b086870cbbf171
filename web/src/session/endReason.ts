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
