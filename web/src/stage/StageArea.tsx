import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefs } from '../prefs/prefs';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { CopyLink } from '../ui/CopyLink';
import { GridView } from './GridView';
import { PhoneView } from './PhoneView';
import { ShareView } from './ShareView';

interface StageAreaProps {
  session: MeetingSession;
  phone: boolean;
  frozen: boolean;
  page: number;
  onPages: (pages: number) => void;
  onMore: () => void;
}

export function StageArea({ session, phone, frozen, page, onPages, onMore }: StageAreaProps) {
  const { people: everybody, share } = useStore(session.scene);
  const { hideSelf } = usePrefs();
  const people = useMemo(() => {
    const others = everybody.filter((p) => !p.isSelf);
    return hideSelf && others.length > 0 ? others : everybody;
  }, [everybody, hideSelf]);

  const notePages = useCallback(
    (pages: number, perPage: number) => {
      session.setFirstPageSize(perPage);
      onPages(pages);
    },
    [session, onPages],
  );
  const notePlaces = useCallback((places: number) => notePages(1, places), [notePages]);
  const stopShare = () => void session.media.stopShare();

  return (
    <div className="stage-area">
      {phone ? (
        <PhoneView people={people} share={share} frozen={frozen} onStopShare={stopShare} />
      ) : share ? (
        <ShareView
          share={share}
          people={people}
          frozen={frozen}
          onStop={stopShare}
          onMore={onMore}
          onPlaces={notePlaces}
        />
      ) : (
        <GridView people={people} frozen={frozen} page={page} onPages={notePages} />
      )}
      {everybody.length === 1 && !share && <Alone code={session.code} />}
    </div>
  );
}

function Alone({ code }: { code: string }) {
  const { t } = useTranslation();
  return (
    <div className="alone">
      <strong>{t('stage.alone')}</strong>
      <span className="secondary">{t('stage.aloneHint')}</span>
      <CopyLink code={code} variant="tonal" />
    </div>
  );
}
