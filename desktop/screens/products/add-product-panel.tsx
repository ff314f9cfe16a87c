import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SidePanel } from '../parts/side-panel.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { newProduct } from './product-draft.ts';
import { ProductFields } from './product-fields.tsx';
import { useProductForm } from './use-product-form.ts';
import { useSellSaved } from './use-sell-saved.ts';

type AddProductPanelProps = {
  /** What was scanned, and so many of it. */
  readonly code: string;
  readonly quantityMilli: number | null;
};

/** Adds what was scanned and is not in the list, and sells it: name, price, done. */
export function AddProductPanel({ code, quantityMilli }: AddProductPanelProps) {
  const { t } = useTranslation();
  const { currencyPlaces } = useWriting();
  const [notSold, setNotSold] = useState<NotDone | null>(null);
  const sellSaved = useSellSaved({ code, quantityMilli }, setNotSold);
  const form = useProductForm(newProduct({ code, name: '' }, currencyPlaces), null, (saved) => void sellSaved(saved));
  return (
    <SidePanel title={t('products.add')}>
      {notSold === null ? (
        <ProductFields form={form} submitWords={t('products.saveAndSell')} isShort />
      ) : (
        <>
          <p>{t('products.savedNotSold', { name: form.draft.name.trim() })}</p>
          <WhyNote notDone={notSold} />
        </>
      )}
    </SidePanel>
  );
}
