import { ChevronDown, Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { currentLanguage, LANGUAGE_NAMES, LANGUAGES } from '../i18n/language';
import { setPrefs, usePrefs } from '../prefs/prefs';
import { Button } from './Button';
import { ChoiceMenu } from './Menu';

export function LanguageMenu() {
  const { t } = useTranslation();
  usePrefs();
  const language = currentLanguage();
  return (
    <ChoiceMenu
      label={t('language.label')}
      placement="bottom end"
      sections={[
        {
          selected: language,
          items: LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] })),
          onChoose: (id) => setPrefs({ language: id === 'id' ? 'id' : 'en' }),
        },
      ]}
    >
      <Button size="m" aria-label={`${language.toUpperCase()}, ${t('language.label')}`}>
        <Languages aria-hidden />
        <span aria-hidden>{language.toUpperCase()}</span>
        <ChevronDown aria-hidden />
      </Button>
    </ChoiceMenu>
  );
}
