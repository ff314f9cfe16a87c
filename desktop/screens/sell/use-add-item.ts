import { catalogueFindCall, type ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { usePlace } from '../parts/place.tsx';
import { playSound } from '../parts/sounds.ts';
import { type OpenSale, useSale } from '../parts/use-sale.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

/** What was scanned, and so many of it. */
export type Scanned = { readonly code: string; readonly quantityMilli: number | null };

type Adding = {
  readonly onAdded: (sale: SaleView) => void;
  readonly onRefused: (notDone: NotDone, scanned: Scanned | null) => void;
};

export type AddItem = {
  readonly addCode: (code: string, quantityMilli: number | null) => Promise<void>;
  readonly addItem: (item: ItemView, quantityMilli: number | null) => Promise<void>;
};

type Picked = { readonly code: string } | { readonly variantId: string };

function addPicked(edit: OpenSale['edit'], item: Picked, quantityMilli: number | null) {
  return edit((send, sale) =>
    send(saleAddItemCall, { saleId: sale?.saleId ?? null, item, ...(quantityMilli === null ? {} : { quantityMilli }) }),
  );
}

/** Puts a scanned code or a pressed tile into the sale, and asks for what is missing: weight, price, which kind. */
export function useAddItem({ onAdded, onRefused }: Adding): AddItem {
  const { edit } = useSale();
  const { send } = useTillClient();
  const { open } = usePlace();

  /** Opens the panel that asks for what the item lacks; false where nothing can be asked. */
  const askFor = async (notDone: NotDone, code: string): Promise<boolean> => {
    if (notDone.kind !== 'refusal') return false;
    if (!['weight_required', 'price_required', 'barcode_ambiguous'].includes(notDone.refusal)) return false;
    const found = await send(catalogueFindCall, { code });
    const [first] = found.ok ? found.value.items : [];
    if (!found.ok || first === undefined) return false;
    if (notDone.refusal === 'barcode_ambiguous') open({ panel: 'choose', title: code, items: found.value.items });
    else open({ panel: notDone.refusal === 'weight_required' ? 'weigh' : 'open-price', item: first });
    return true;
  };

  return {
    addCode: async (code, quantityMilli) => {
      const answer = await addPicked(edit, { code }, quantityMilli);
      if (answer.ok) {
        playSound('goodScan');
        onAdded(answer.value);
      } else if (!(await askFor(answer, code))) {
        playSound('refused');
        onRefused(answer, { code, quantityMilli });
      }
    },
    addItem: async (item, quantityMilli) => {
      if (item.variantCount > 1) return open({ panel: 'variants', productId: item.productId });
      if (item.isWeighed && quantityMilli === null) return open({ panel: 'weigh', item });
      if (item.isOpenPrice) return open({ panel: 'open-price', item });
      const answer = await addPicked(edit, { variantId: item.variantId }, quantityMilli);
      if (answer.ok) return onAdded(answer.value);
      playSound('refused');
      return onRefused(answer, null);
    },
  };
}
