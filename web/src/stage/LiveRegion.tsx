import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Happening, type Summary, summarise } from '../session/announcements';
import type { MeetingSession } from '../session/session';

/** One announcement at most in this time; what happens meanwhile is summed up. */
const GATHER_MS = 2000;
const SPOKEN_TEXT_LIMIT = 160;

export function LiveRegion({ session }: { session: MeetingSession }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const batch = useRef<Happening[]>([]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = session.onHappening((happening) => {
      batch.current.push(happening);
      timer ??= setTimeout(() => {
        timer = undefined;
        setText(summarise(batch.current).map((s) => sentence(t, s)).join('. '));
        batch.current = [];
      }, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session, t]);

  useDeviceAnnouncements(session, setText);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="live-region">
      {text}
    </div>
  );
}

/** A shortcut changes a device without moving the focus, so the new state is said. */
function useDeviceAnnouncements(session: MeetingSession, say: (text: string) => void): void {
  const { t } = useTranslation();
  useEffect(() => {
    let before = session.media.state.get();
    return session.media.state.subscribe(() => {
      const now = session.media.state.get();
      if (now.micOn !== before.micOn) say(now.micOn ? t('live.micOn') : t('live.micOff'));
      if (now.camOn !== before.camOn) say(now.camOn ? t('live.camOn') : t('live.camOff'));
      before = now;
    });
  }, [session, t, say]);
}

function sentence(t: TFunction, { type, name, others, text = '' }: Summary): string {
  switch (type) {
    case 'hand':
      return others > 0 ? t('live.hands', { name, count: others }) : t('live.hand', { name });
    case 'reaction':
      return others > 0
        ? t('live.reactions', { name, count: others })
        : t('live.reaction', { name, sign: text });
    case 'joined':
      return others > 0 ? t('live.joinedMany', { name, count: others }) : t('live.joined', { name });
    case 'left':
      return others > 0 ? t('live.leftMany', { name, count: others }) : t('live.left', { name });
    case 'message':
      return others > 0
        ? t('live.messages', { name, count: others + 1 })
        : t('live.message', { name, text: text.slice(0, SPOKEN_TEXT_LIMIT) });
  }
}
