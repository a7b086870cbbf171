import { getPrefs } from '../prefs/prefs';

export const LANGUAGES = ['en', 'id'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name; never translated. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', id: 'Bahasa Indonesia' };

/** The first wish that we speak; `in` is the old code of Indonesian that some systems still send. */
export function pickLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const primary = wish.toLowerCase().split('-')[0];
    if (primary === 'in' || primary === 'id') return 'id';
    if (primary === 'en') return 'en';
  }
  return 'en';
}

export function currentLanguage(): Language {
  const { language } = getPrefs();
  return language === 'auto' ? pickLanguage(navigator.languages) : language;
}
