import { useState } from 'react';
import { stockFindCall, type StockItemView } from '#shared/till-calls/stock-calls.ts';
import { playSound } from '../parts/sounds.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

/** An item by its code or its id. */
export type AskedItem = { readonly code: string } | { readonly variantId: string };

/** What has to be said about the last scan: why it added nothing, or which of several items it was. */
export type StockNotice =
  | { readonly kind: 'refused'; readonly notDone: NotDone }
  | { readonly kind: 'not-kept'; readonly name: string }
  | { readonly kind: 'which'; readonly items: readonly StockItemView[]; readonly times: number };

/** Finds what was scanned or chosen, one after the other; what can't be taken is said, and two items of one code are asked about. */
export function useStockFind(onFound: (found: StockItemView, times: number) => void) {
  const { send, inTurn } = useTillClient();
  const [notice, setNotice] = useState<StockNotice | null>(null);
  const take = (found: StockItemView, times: number) => {
    const isKept = found.item.onHandMilli !== null;
    playSound(isKept ? 'goodScan' : 'refused');
    setNotice(isKept ? null : { kind: 'not-kept', name: found.item.name });
    if (isKept) onFound(found, times);
  };
  /** One after the other, so that quick scans keep their order. */
  const find = (item: AskedItem, times: number) =>
    void inTurn(async () => {
      const answer = await send(stockFindCall, { item });
      const [first, ...others] = answer.ok ? answer.value.items : [];
      if (first !== undefined && others.length === 0) return take(first, times);
      playSound('refused');
      if (answer.ok) return setNotice({ kind: 'which', items: answer.value.items, times });
      return setNotice({ kind: 'refused', notDone: answer });
    });
  return { notice, take, find };
}
