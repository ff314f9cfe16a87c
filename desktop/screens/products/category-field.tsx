import { useTranslation } from 'react-i18next';
import { catalogueChoicesCall } from '#shared/till-calls/product-calls.ts';
import { Field } from '#shared/ui/field.tsx';
import { ChooseField } from '../parts/choose-field.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { NEW_CATEGORY, NO_CATEGORY } from './product-draft.ts';
import type { ProductForm } from './use-product-form.ts';

const NAME_MAX = 200;

/** Where it stands among the tiles: a category that is there, or a new one. */
export function CategoryField({ form }: { readonly form: ProductForm }) {
  const { t } = useTranslation();
  const { draft, set, isWrong } = form;
  const { value } = useTillQuery(catalogueChoicesCall, {});
  return (
    <>
      <ChooseField
        label={t('products.category')}
        choices={[
          { value: NO_CATEGORY, words: t('products.noCategory') },
          ...(value?.categories ?? []).map(({ id, name }) => ({ value: id, words: name })),
          { value: NEW_CATEGORY, words: t('products.newCategory') },
        ]}
        chosen={draft.category}
        onChoose={(category) => set({ category })}
        emptyWords={t('products.noCategory')}
      />
      {draft.category === NEW_CATEGORY && (
        <Field
          label={t('products.newCategoryName')}
          value={draft.newCategory}
          maxLength={NAME_MAX}
          onChange={(newCategory) => set({ newCategory })}
          error={isWrong('newCategory') ? t('products.missing') : undefined}
        />
      )}
    </>
  );
}
