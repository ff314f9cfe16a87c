import { DRINKS } from './drinks.ts';
import { FRESH_FROZEN } from './fresh-frozen.ts';
import { HOME_BODY } from './home-body.ts';
import { MILK_TEA_COCOA } from './milk-tea-cocoa.ts';
import { NOODLES_SNACKS } from './noodles-snacks.ts';
import { OIL_SEASONING } from './oil-seasoning.ts';
import { RICE_SWALLOW } from './rice-swallow.ts';

/** The shelves of the demo shop: colour of the tiles, usual margin in percent of the price, and the goods. */
export const CATEGORIES: readonly { name: string; color: number; marginPercent: number; goods: readonly string[] }[] = [
  { name: 'Milk, tea, cocoa', color: 1, marginPercent: 14, goods: MILK_TEA_COCOA },
  { name: 'Noodles, snacks', color: 2, marginPercent: 17, goods: NOODLES_SNACKS },
  { name: 'Rice, swallow', color: 3, marginPercent: 9, goods: RICE_SWALLOW },
  { name: 'Oil, seasoning', color: 4, marginPercent: 13, goods: OIL_SEASONING },
  { name: 'Fresh, frozen', color: 5, marginPercent: 21, goods: FRESH_FROZEN },
  { name: 'Home, body', color: 6, marginPercent: 22, goods: HOME_BODY },
  { name: 'Drinks', color: 7, marginPercent: 18, goods: DRINKS },
];
