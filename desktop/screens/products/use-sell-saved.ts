import { useTranslation } from 'react-i18next';
import { catalogueVariantsCall } from '#shared/till-calls/catalogue-calls.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { playSound } from '../parts/sounds.ts';
import { useSale } from '../parts/use-sale.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { SavedProduct } from './use-product-form.ts';

type Scanned = { readonly code: string; readonly quantityMilli: number | null };

/** Puts what was just added into the sale, by the code that was scanned; what is weighed or priced by hand is asked for. */
export function useSellSaved(
  { code, quantityMilli }: Scanned,
  onNotSold: (notDone: NotDone) => void,
): (saved: SavedProduct) => Promise<void> {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const { open, close } = usePlace();
  const { edit } = useSale();
  const say = useSay();
  return async ({ productId, variantId, input }) => {
    if (input.isWeighed === true || input.isOpenPrice === true) {
      const found = await send(catalogueVariantsCall, { productId });
      const item = found.ok ? found.value.items.find((each) => each.variantId === variantId) : undefined;
      if (item !== undefined) return open({ panel: item.isWeighed ? 'weigh' : 'open-price', item });
    }
    const hasCode = input.barcodes?.some((each) => each.code === code) === true;
    const answer = await edit((sendEdit, sale) =>
      sendEdit(saleAddItemCall, {
        saleId: sale?.saleId ?? null,
        item: hasCode ? { code } : { variantId },
        ...(quantityMilli === null ? {} : { quantityMilli }),
      }),
    );
    if (!answer.ok) return onNotSold(answer);
    playSound('goodScan');
    close();
    return say({ message: t('products.added', { name: input.name }) });
  };
}
