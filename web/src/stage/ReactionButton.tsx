import { SmilePlus } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover, Toolbar } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { REACTIONS, type ReactionSign as Sign } from '../session/reactions';
import type { MeetingSession } from '../session/session';
import { BarButton } from './BarButton';
import { ReactionSign } from './ReactionSign';
import { useReason } from './useRight';
import './reactions.css';

/** Eight signs in a row: arrow keys move, Enter sends, the row stays open for another one. */
export function ReactionButton({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const reason = useReason(session, 'reactions');
  const [open, setOpen] = useState(false);
  const names = useReactionNames();
  return (
    <DialogTrigger isOpen={open && !reason} onOpenChange={setOpen}>
      <BarButton label={t('bar.reactions')} reason={reason} testId="reactions">
        <SmilePlus />
      </BarButton>
      <Popover className="reaction-popover" placement="top" offset={12}>
        <Dialog className="reaction-dialog" aria-label={t('bar.reactions')}>
          <Toolbar aria-label={t('bar.reactions')} className="reaction-row">
            {REACTIONS.map((sign, index) => (
              <Button
                key={sign}
                className="reaction"
                aria-label={names[sign]}
                autoFocus={index === 0}
                data-testid={`reaction-${index + 1}`}
                onPress={() => session.reactions.send(sign, Date.now())}
              >
                <ReactionSign sign={sign} />
              </Button>
            ))}
          </Toolbar>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

export function useReactionNames(): Record<Sign, string> {
  const { t } = useTranslation();
  return {
    '👍': t('reaction.thumbsUp'),
    '👏': t('reaction.clapping'),
    '❤️': t('reaction.heart'),
    '😂': t('reaction.laughing'),
    '😮': t('reaction.surprised'),
    '🎉': t('reaction.celebrating'),
    '😢': t('reaction.sad'),
    '👎': t('reaction.thumbsDown'),
  };
}
