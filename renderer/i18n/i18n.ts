import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../contract/views.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** A catalogue reader for one language; both languages are in the bundle, so it is ready at once. */
export function createI18n(language: Language): I18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { en: { translation: en }, de: { translation: de } },
    initAsync: false,
    // React escapes what it draws; escaping twice would show &amp; in a network's own words.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}

/**
 * The locale for dates and numbers: the machine's own variant of the language where it has one (`en-GB` keeps its
 * 24-hour clock), else the plain language.
 */
export function localeFor(language: Language, machine: readonly string[]): string {
  return machine.find((locale) => isLocale(locale) && locale.toLowerCase().split('-')[0] === language) ?? language;
}

/** A machine with the POSIX locale says `en-US@posix`, which no date or number can be written in. */
function isLocale(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}
