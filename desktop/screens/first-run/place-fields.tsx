import { useTranslation } from 'react-i18next';
import { CURRENCY_CODES } from '#shared/base/currency.ts';
import { COUNTRY_CODES } from '#shared/people/countries.ts';
import { ChooseField } from '../parts/choose-field.tsx';
import { writtenTime } from '../words/written-times.ts';
import { zoneWords, zonesOf } from './places.ts';
import type { StartAlone } from './use-start-alone.ts';

type Choice = { readonly value: string; readonly words: string };

function named(codes: readonly string[], wordsOf: (code: string) => string): readonly Choice[] {
  return codes
    .map((value) => ({ value, words: wordsOf(value) }))
    .toSorted((one, other) => one.words.localeCompare(other.words, 'en'));
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const currencyNames = new Intl.DisplayNames('en', { type: 'currency' });
const COUNTRIES = named(COUNTRY_CODES, (code) => countryNames.of(code) ?? code);
const CURRENCIES = named(CURRENCY_CODES, (code) => `${currencyNames.of(code) ?? code} (${code})`);

function timeNow(timeZone: string): string {
  return writtenTime(Date.now(), { locale: 'en-GB', currency: '', timeZone });
}

/** Where the shop stands; money and time follow from it, and may be chosen otherwise. */
export function PlaceFields({ form }: { readonly form: StartAlone }) {
  const { t } = useTranslation();
  const { draft, set, chooseCountry, wrongAt } = form;
  const { country, currency, timeZone } = draft;
  const missing = t('startAlone.missing');
  return (
    <section className="grid gap-3" aria-labelledby="start-place">
      <h2 id="start-place" className="text-lg">
        {t('startAlone.place')}
      </h2>
      <ChooseField
        label={t('startAlone.country')}
        choices={COUNTRIES}
        chosen={country}
        onChoose={chooseCountry}
        emptyWords={t('startAlone.choose')}
        error={wrongAt('country') === undefined ? undefined : missing}
      />
      <div className="grid grid-cols-2 items-start gap-4 small:grid-cols-1">
        <ChooseField
          label={t('startAlone.currency')}
          choices={CURRENCIES}
          chosen={currency}
          onChoose={(chosen) => set({ currency: chosen })}
          emptyWords={t('startAlone.choose')}
          help={t('startAlone.currencyHelp')}
          error={wrongAt('currency') === undefined ? undefined : missing}
        />
        <ChooseField
          label={t('startAlone.timeZone')}
          choices={zonesOf(country).map((value) => ({ value, words: zoneWords(value) }))}
          chosen={timeZone}
          onChoose={(chosen) => set({ timeZone: chosen })}
          emptyWords={t('startAlone.choose')}
          help={timeZone === '' ? undefined : t('startAlone.timeZoneHelp', { time: timeNow(timeZone) })}
          error={wrongAt('timeZone') === undefined ? undefined : missing}
        />
      </div>
    </section>
  );
}
