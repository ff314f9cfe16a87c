import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly defaultNS: 'till';
    readonly contextSeparator: '::';
    readonly resources: { readonly till: typeof en };
  }
}

/** Says a sentence of the catalogue: `t('sell.pay')`. */
export type Say = TFunction<'till'>;

/** Loads the catalogue; English is the one that is complete, so it also stands in for what another language lacks. */
export async function startWords(language: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'till',
    // Codes have underscores in them; only plurals are told by one.
    contextSeparator: '::',
    resources: { en: { till: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}
