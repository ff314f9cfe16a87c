import { useState } from 'react';
import { useChosenLine } from '../parts/chosen-line.tsx';
import { usePlace } from '../parts/place.tsx';
import { useSale } from '../parts/use-sale.ts';
import type { NotDone } from '../till-client/answer.ts';
import { type Scanned, useAddItem } from './use-add-item.ts';
import { useLineEdits } from './use-line-edits.ts';
import { USUAL_QUANTITY_MAX_MILLI } from '../parts/quantity-prefix.ts';
import { useSearch } from '../parts/use-search.ts';

/** What stands above the tiles: why the last thing was not done, or a question about an unusual quantity. */
export type SellNotice =
  | { readonly kind: 'refused'; readonly notDone: NotDone; readonly scanned: Scanned | null }
  | { readonly kind: 'many'; readonly quantityMilli: number; readonly goOn: () => void };

/** Selling: what the keys, the scanner and the tiles do to the open sale. */
export function useSell() {
  const place = usePlace();
  const { sale, parkedCount } = useSale();
  const { lineId: chosenId, choose } = useChosenLine();
  const [notice, setNotice] = useState<SellNotice | null>(null);
  const lines = sale?.lines ?? [];
  const chosen = lines.find(({ id }) => id === chosenId) ?? lines.at(-1) ?? null;

  const onChanged = () => setNotice(null);
  const refused = (notDone: NotDone, scanned: Scanned | null = null) =>
    setNotice({ kind: 'refused', notDone, scanned });
  const edits = useLineEdits(onChanged, refused);
  const adding = useAddItem({ onAdded: onChanged, onRefused: refused });

  /** Runs with the quantity that was typed before a star; an unusual one is asked about once. */
  const withPrefix = (work: (quantityMilli: number | null) => void) => {
    const quantityMilli = search.prefixMilli;
    search.clear();
    if (quantityMilli === null || quantityMilli <= USUAL_QUANTITY_MAX_MILLI) return work(quantityMilli);
    return setNotice({
      kind: 'many',
      quantityMilli,
      goOn: () => {
        setNotice(null);
        work(quantityMilli);
      },
    });
  };
  const addCode = (code: string) => withPrefix((quantityMilli) => void adding.addCode(code, quantityMilli));
  const search = useSearch({
    onItem: (item) => withPrefix((quantityMilli) => void adding.addItem(item, quantityMilli)),
    onCode: addCode,
  });

  const typed = (text: string) => {
    const steps: Readonly<Record<string, number>> = { '+': 1000, '-': -1000 };
    const step = steps[text];
    if (step !== undefined && chosen !== null) return edits.step(chosen, step);
    search.type(search.text + text);
    return search.field.current?.focus();
  };
  const chooseNext = (move: number) => {
    if (lines.length === 0) return;
    const from = lines.findIndex(({ id }) => id === chosen?.id);
    const next = lines[Math.min(lines.length - 1, Math.max(0, from + move))];
    if (next !== undefined) choose(next.id);
  };
  return {
    sale,
    parkedCount,
    chosen,
    notice,
    search,
    edits,
    typed,
    addCode,
    chooseNext,
    choose,
    dismiss: () => setNotice(null),
    addItem: (item: Parameters<typeof adding.addItem>[0]) =>
      withPrefix((quantityMilli) => void adding.addItem(item, quantityMilli)),
    pay: () => {
      if (lines.length > 0) place.go({ page: 'pay' });
    },
  };
}
