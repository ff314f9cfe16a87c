import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Catalogue } from '../messages/en.ts';
import { enAccount } from '../messages/en-account.ts';
import { enShell } from '../messages/en-shell.ts';
import { enToday } from '../messages/en-today.ts';

type WithoutPlural<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;

/** A sentence of the catalogue; the plural of a sentence is chosen by `count`. */
export type MessageKey = WithoutPlural<keyof Catalogue>;

/** Says a sentence: `say('coverage_sales', { count: 37 })`. */
export type Say = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

/** Loads the sentences of the first pages; English is complete, so it also stands in for what another language lacks. */
export async function startWords(language: string): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: { ...enShell, ...enAccount, ...enToday } } },
    interpolation: { escapeValue: false },
    keySeparator: false,
    nsSeparator: false,
    returnNull: false,
  });
}

/** The way to say sentences in a component, in the language that is on. */
export function useSay(): Say {
  const { t } = useTranslation();
  return (key, values) => t(key, values ?? {});
}

/** Loads the sentences of sales and reports, before one of their pages is drawn. */
export async function loadSalesWords(): Promise<void> {
  const { enSales } = await import('../messages/en-sales.ts');
  i18next.addResources('en', 'translation', enSales);
}

/** Loads the sentences of stores and tills. */
export async function loadStoresWords(): Promise<void> {
  const { enStores } = await import('../messages/en-stores.ts');
  i18next.addResources('en', 'translation', enStores);
}
