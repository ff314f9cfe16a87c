import { useState } from 'react';
import { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import { type Asked, useApproved } from '../parts/use-approved.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import {
  type Product,
  type ProductDraft,
  type ProductField,
  type ProductInput,
  inputOf,
  wrongIn,
} from './product-draft.ts';

/** What was saved: its ids, and what was said of it. */
export type SavedProduct = { readonly productId: string; readonly variantId: string; readonly input: ProductInput };

export type ProductForm = {
  readonly draft: ProductDraft;
  readonly set: (change: Partial<ProductDraft>) => void;
  /** So many fields need another look, once somebody tried to save. */
  readonly wrongCount: number;
  readonly isWrong: (field: ProductField) => boolean;
  readonly product: Product | null;
  readonly asked: Asked;
  readonly save: () => void;
};

/** A product while it is typed in; saving it may take a manager. */
export function useProductForm(
  start: ProductDraft,
  product: Product | null,
  onSaved: (saved: SavedProduct) => void,
): ProductForm {
  const { send } = useTillClient();
  const [draft, setDraft] = useState(start);
  const [wasSent, setWasSent] = useState(false);
  const asked = useApproved<SavedProduct>(onSaved);
  const wrong = wrongIn(draft);
  return {
    draft,
    set: (change) => setDraft((before) => ({ ...before, ...change })),
    wrongCount: wasSent ? wrong.size : 0,
    isWrong: (field) => wasSent && wrong.has(field),
    product,
    asked,
    save: () => {
      setWasSent(true);
      if (wrong.size > 0) return;
      const input = inputOf(draft, product);
      asked.begin(async (approval) => {
        const answer = await send(catalogueSaveProductCall, {
          ...input,
          ...(approval === undefined ? {} : { approval }),
        });
        return answer.ok ? { ok: true, value: { ...answer.value, input } } : answer;
      });
    },
  };
}
