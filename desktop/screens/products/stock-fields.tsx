import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/may.ts';
import { Field } from '#shared/ui/field.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { CheckRow } from '../parts/check-row.tsx';
import { entryOf } from '../parts/number-entry.ts';
import { useSession } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';
import type { ProductForm } from './use-product-form.ts';

/** Whether its stock is counted; for a new one, what lies on the shelf already. What it costs is for those who look after prices. */
export function StockFields({ form: { draft, set, product } }: { readonly form: ProductForm }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { permissions } = useSession();
  const unit = draft.unit === 'piece' ? undefined : <span className="text-muted">{draft.unit}</span>;
  return (
    <>
      <CheckRow words={t('products.stocked')} isOn={draft.isStocked} onChange={(isStocked) => set({ isStocked })} />
      {draft.isStocked && (
        <div className="grid grid-cols-2 items-start gap-3">
          {product === null ? (
            <Field
              label={t('products.opening')}
              value={draft.opening.text}
              inputMode="decimal"
              trail={unit}
              onChange={(typed) => set({ opening: entryOf(typed, draft.opening.places) })}
            />
          ) : (
            <p className="grid gap-1">
              <span className="text-xs font-medium text-muted">{t('products.onHand')}</span>
              <b className="flex min-h-(--size-target) items-center tabular-nums">
                {writing.quantity(product.onHandMilli ?? 0)} {draft.unit === 'piece' ? '' : draft.unit}
              </b>
            </p>
          )}
          <Field
            label={t('products.lowFrom')}
            value={draft.lowFrom.text}
            inputMode="decimal"
            trail={unit}
            onChange={(typed) => set({ lowFrom: entryOf(typed, draft.lowFrom.places) })}
          />
        </div>
      )}
      {may(permissions, 'product.write') && (
        <AmountField
          label={t('products.cost')}
          entry={draft.cost}
          onChange={(cost) => set({ cost })}
          help={t('products.costHelp')}
        />
      )}
    </>
  );
}
