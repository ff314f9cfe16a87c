import { createContext, useContext } from 'react';
import { assert } from '#shared/base/assert.ts';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';

/** Which page of the till is open. */
export type Page =
  | { readonly page: 'sell' }
  | { readonly page: 'pay' }
  | { readonly page: 'done'; readonly completed: CompletedView }
  | { readonly page: 'refund'; readonly text: string; readonly saleId?: string }
  | { readonly page: 'goods-back' }
  | { readonly page: 'receipts' }
  | { readonly page: 'stock'; readonly mode: StockMode }
  | { readonly page: 'close-shift' }
  | { readonly page: 'debts'; readonly customerId: string | null }
  | { readonly page: 'credits' | 'promised' }
  | { readonly page: 'sync' }
  | { readonly page: 'safety' | 'devices' }
  | { readonly page: 'products'; readonly isAdding: boolean }
  | { readonly page: 'people' }
  | { readonly page: 'join' }
  | { readonly page: 'connect-again' };

/** What is done with stock on its page. */
export type StockMode = 'receive' | 'adjust' | 'count';

/** What slides in over the shelf. */
export type OpenPanel =
  | {
      readonly panel:
        | 'customer'
        | 'drawer'
        | 'help'
        | 'commands'
        | 'find-stock'
        | 'change-pin'
        | 'stock-lists'
        | 'past-shifts'
        | 'petty-cash';
    }
  /** With the sale that is given a name, where one is. */
  | { readonly panel: 'parked'; readonly namingId?: string }
  | { readonly panel: 'add-product'; readonly code: string; readonly quantityMilli: number | null }
  | { readonly panel: 'discount'; readonly lineId: string | null }
  | { readonly panel: 'quantity' | 'price' | 'note'; readonly lineId: string }
  | { readonly panel: 'weigh' | 'open-price'; readonly item: ItemView }
  | { readonly panel: 'variants'; readonly productId: string }
  | { readonly panel: 'choose'; readonly title: string; readonly items: readonly ItemView[] }
  | { readonly panel: 'send-receipt'; readonly saleId: string }
  | { readonly panel: 'stock'; readonly variantId: string };

export type Place = {
  readonly at: Page;
  readonly panel: OpenPanel | null;
  readonly go: (page: Page) => void;
  readonly open: (panel: OpenPanel) => void;
  readonly close: () => void;
  readonly lock: () => void;
};

export const PlaceContext = createContext<Place | null>(null);

/** Where the cashier is, and the ways from there. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  assert(place !== null, 'a screen stands outside of the app');
  return place;
}
