import { ChevronDown, GalleryThumbnails, LayoutGrid, Sparkles } from 'lucide-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { type Prefs, setPrefs, usePrefs } from '../prefs/prefs';
import { Button } from '../ui/Button';
import { ChoiceMenu } from '../ui/Menu';

type Layout = Prefs['layout'];
const ICONS: Record<Layout, ReactElement> = {
  auto: <Sparkles aria-hidden />,
  grid: <LayoutGrid aria-hidden />,
  speaker: <GalleryThumbnails aria-hidden />,
};

export function useLayoutNames(): Record<Layout, string> {
  const { t } = useTranslation();
  return { auto: t('layout.auto'), grid: t('layout.grid'), speaker: t('layout.speaker') };
}

/** How the people are laid out, for this person alone; remembered. */
export function LayoutMenu() {
  const { t } = useTranslation();
  const { layout } = usePrefs();
  const names = useLayoutNames();
  const items = (Object.keys(names) as Layout[]).map((id) => ({
    id,
    label: names[id],
    icon: ICONS[id],
    testId: `layout-${id}`,
  }));
  return (
    <ChoiceMenu
      label={t('layout.label')}
      placement="bottom end"
      sections={[
        { title: t('layout.label'), selected: layout, items, onChoose: (id) => setPrefs({ layout: id as Layout }) },
      ]}
    >
      <Button size="s" aria-label={`${t('layout.label')}: ${names[layout]}`} data-testid="layout">
        {ICONS[layout]}
        <span aria-hidden>{names[layout]}</span>
        <ChevronDown aria-hidden />
      </Button>
    </ChoiceMenu>
  );
}
