import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefs } from '../prefs/prefs';
import type { Person } from '../session/people';
import type { MeetingSession } from '../session/session';
import { useStore } from '../session/store';
import { CopyLink } from '../ui/CopyLink';
import { arrange } from './arrange';
import { CornerReactions } from './FloatingReactions';
import { GridView } from './GridView';
import { pickMain } from './mainSpeaker';
import { PhoneView } from './PhoneView';
import { ShareView } from './ShareView';
import { SpeakerView } from './SpeakerView';

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
  const people = useShownPeople(everybody);
  const { main, rest } = useArrangement(session, people, phone);

  const notePages = useCallback(
    (pages: number, perPage: number) => {
      session.setFirstPageSize(perPage);
      onPages(pages);
    },
    [session, onPages],
  );
  const notePlaces = useCallback((places: number) => notePages(1, places), [notePages]);
  const stopShare = () => void session.media.stopShare();

  const view = () => {
    if (phone) {
      return <PhoneView main={main} people={rest} share={share} frozen={frozen} onStopShare={stopShare} />;
    }
    if (share) {
      return (
        <ShareView
          share={share}
          people={[...main, ...rest]}
          frozen={frozen}
          onStop={stopShare}
          onMore={onMore}
          onPlaces={notePlaces}
        />
      );
    }
    if (main.length > 0) {
      return <SpeakerView main={main} rest={rest} frozen={frozen} onMore={onMore} onPlaces={notePlaces} />;
    }
    return <GridView people={rest} frozen={frozen} page={page} onPages={notePages} />;
  };
  return (
    <div className="stage-area">
      {view()}
      <CornerReactions />
      {everybody.length === 1 && !share && <Alone code={session.code} />}
    </div>
  );
}

function useShownPeople(everybody: readonly Person[]): readonly Person[] {
  const { hideSelf } = usePrefs();
  return useMemo(() => {
    const others = everybody.filter((p) => !p.isSelf);
    return hideSelf && others.length > 0 ? others : everybody;
  }, [everybody, hideSelf]);
}

function useArrangement(session: MeetingSession, people: readonly Person[], phone: boolean) {
  const { layout } = usePrefs();
  const pins = useStore(session.pins);
  const { spotlight } = useStore(session.conduct.state);
  const [previous, setPrevious] = useState<string>();
  const speaker = pickMain(previous, people);
  // Remembered while rendering: the choice depends on the one before.
  if (speaker !== previous) setPrevious(speaker);
  // A phone has room for one large picture, so there the speaker is large unless a grid was chosen.
  const wanted = phone && layout === 'auto' ? 'speaker' : layout;
  return useMemo(
    () => arrange(people, wanted, pins, spotlight, speaker),
    [people, wanted, pins, spotlight, speaker],
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
