import { useTranslation } from 'react-i18next';
import { catalogueChoicesCall } from '#shared/till-calls/product-calls.ts';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { CategoryField } from './category-field.tsx';
import { UNITS } from './product-draft.ts';
import { StockFields } from './stock-fields.tsx';
import type { ProductForm } from './use-product-form.ts';

const SKU_MAX = 64;

/** All that a product may have besides name, price and code. */
export function MoreFields({ form }: { readonly form: ProductForm }) {
  const { t } = useTranslation();
  const { draft, set, product } = form;
  return (
    <>
      <CategoryField form={form} />
      <div className="grid gap-1">
        <span aria-hidden="true" className="text-xs font-medium text-muted">
          {t('products.unit')}
        </span>
        <Segments
          label={t('products.unit')}
          isFull
          choices={UNITS.map((value) => ({ value, words: t(`products.units.${value}`) }))}
          chosen={draft.unit}
          onChoose={(unit) => set({ unit })}
        />
      </div>
      <CheckRow
        words={t('products.openPrice')}
        isOn={draft.isOpenPrice}
        onChange={(isOpenPrice) => set({ isOpenPrice })}
      />
      <TaxChecks form={form} />
      <StockFields form={form} />
      <Field
        label={t('products.sku')}
        value={draft.sku}
        maxLength={SKU_MAX}
        onChange={(sku) => set({ sku })}
        help={t('products.skuHelp')}
      />
      {product !== null && (
        <CheckRow words={t('products.isSold')} isOn={draft.isSold} onChange={(isSold) => set({ isSold })} />
      )}
    </>
  );
}

/** Each tax of the shop, on or off for this product; a new one begins with all of them. */
function TaxChecks({ form: { draft, set } }: { readonly form: ProductForm }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { value } = useTillQuery(catalogueChoicesCall, {});
  const rates = value?.taxRates ?? [];
  const chosen = draft.taxRateIds ?? rates.map(({ id }) => id);
  return rates.map(({ id, name, ratePpm }) => (
    <CheckRow
      key={id}
      words={t('products.tax', { name, rate: writing.percent(ratePpm) })}
      isOn={chosen.includes(id)}
      onChange={(isOn) => set({ taxRateIds: isOn ? [...chosen, id] : chosen.filter((other) => other !== id) })}
    />
  ));
}
