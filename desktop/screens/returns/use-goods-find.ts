import { useState } from 'react';
import { catalogueVariantsCall, type ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { saleGoodsBackCall } from '#shared/till-calls/sale-calls.ts';
import { playSound } from '../parts/sounds.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { GoodsBackView } from './goods-draft.ts';

type AskedItem = { readonly code: string } | { readonly variantId: string };

/** What has to be said about the last scan: why it added nothing, or which of several items it was. */
export type GoodsNotice =
  | { readonly kind: 'refused'; readonly notDone: NotDone }
  | {
      readonly kind: 'which';
      readonly choices: readonly { readonly id: string; readonly name: string; readonly take: () => void }[];
    };

/** Finds what came back, one after the other; of several items with one code, or several kinds of a product, it asks which. */
export function useGoodsFind(onFound: (found: GoodsBackView, times: number) => void) {
  const { send, inTurn } = useTillClient();
  const [notice, setNotice] = useState<GoodsNotice | null>(null);
  const take = (found: GoodsBackView, times: number) => {
    playSound('goodScan');
    setNotice(null);
    onFound(found, times);
  };
  const refuse = (notDone: NotDone) => {
    playSound('refused');
    setNotice({ kind: 'refused', notDone });
  };
  const find = (item: AskedItem, times: number) =>
    void inTurn(async () => {
      const answer = await send(saleGoodsBackCall, { item });
      if (!answer.ok) return refuse(answer);
      const { items } = answer.value;
      const [first, ...others] = items;
      if (first !== undefined && others.length === 0) return take(first, times);
      playSound('refused');
      return setNotice({
        kind: 'which',
        choices: items.map((found) => ({
          id: found.item.variantId,
          name: found.item.name,
          take: () => take(found, times),
        })),
      });
    });
  const findHit = (item: ItemView, times: number) =>
    item.variantCount <= 1
      ? find({ variantId: item.variantId }, times)
      : void inTurn(async () => {
          const answer = await send(catalogueVariantsCall, { productId: item.productId });
          if (!answer.ok) return refuse(answer);
          return setNotice({
            kind: 'which',
            choices: answer.value.items.map(({ variantId, name }) => ({
              id: variantId,
              name,
              take: () => find({ variantId }, times),
            })),
          });
        });
  return { notice, find, findHit };
}
