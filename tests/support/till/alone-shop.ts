import type { z } from 'zod';
import type { tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';

export const OWNER_PIN = '730164';

/** A shop that begins on one machine, as its owner types it in. */
export const ALONE_SHOP: z.input<typeof tillStartAloneCall.input> = {
  businessName: 'Mama Nkechi',
  storeName: 'Lekki',
  storeCode: 'LEK',
  country: 'NG',
  currency: 'NGN',
  locale: 'en-NG',
  timeZone: 'Africa/Lagos',
  pricesIncludeTax: true,
  tax: { name: 'VAT', ratePpm: 75_000 },
  ownerName: 'Nkechi Obi',
  pin: OWNER_PIN,
};
