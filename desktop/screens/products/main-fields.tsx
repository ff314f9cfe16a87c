import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { CodeFields } from './code-fields.tsx';
import type { ProductForm } from './use-product-form.ts';

const NAME_MAX = 200;

/** What a product can't be sold without: its name, its price, and the code on it. */
export function MainFields({ form }: { readonly form: ProductForm }) {
  const { t } = useTranslation();
  const { draft, set, isWrong, product } = form;
  return (
    <>
      <Field
        label={t('products.name')}
        value={draft.name}
        maxLength={NAME_MAX}
        onChange={(name) => set({ name })}
        error={isWrong('name') ? t('products.missing') : undefined}
        {...(product === null || product.variantName === ''
          ? {}
          : { help: t('products.kind', { name: product.variantName }) })}
      />
      {!draft.isOpenPrice && (
        <AmountField
          label={draft.unit === 'piece' ? t('products.price') : t('products.pricePer', { unit: draft.unit })}
          entry={draft.price}
          onChange={(price) => set({ price })}
          error={isWrong('price') ? t('products.missing') : undefined}
        />
      )}
      <CodeFields form={form} />
    </>
  );
}
