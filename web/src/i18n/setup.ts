import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { onPrefs } from '../prefs/prefs';
import { currentLanguage, type Language } from './language';
import type en from './texts.en';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

const LOADERS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import('./texts.en'),
  id: () => import('./texts.id'),
};

async function show(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { default: texts } = await LOADERS[language]();
    i18next.addResourceBundle(language, 'translation', texts);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Loads the one language in use; the other one comes when somebody switches. */
export async function setUpI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: 'none',
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await show(currentLanguage());
  let shown = currentLanguage();
  onPrefs(() => {
    const wanted = currentLanguage();
    if (wanted === shown) return;
    shown = wanted;
    void show(wanted);
  });
}
