import { must } from '#shared/base/assert.ts';
import { readGoods } from '#server/demo/goods/read-goods.ts';

/** The bar code of one of the demo's goods, as it is printed on it. */
export function barcodeOf(name: string): string {
  const good = readGoods().find((each) => each.name === name);
  return must(good?.barcodes[0], `the demo sells no ${name}`);
}

export const MILO = { name: 'Milo 500g', code: barcodeOf('Milo 500g'), price: '₦5,200.00' } as const;
export const PEAK = {
  name: 'Peak Milk Refill 400g',
  code: barcodeOf('Peak Milk Refill 400g'),
  price: '₦4,950.00',
} as const;
