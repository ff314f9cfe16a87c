import { must } from '#shared/base/assert.ts';
import type { FoundShop } from './found-shop.ts';
import type { OfficeLine } from './office-line.ts';
import type { ReplayRules } from './replay-rules.ts';
import type { ReplayTill } from './replay-till.ts';
import type { ShopClock } from './shop-clock.ts';

/** A line of a finished sale, as a refund names it: its id at the till, and how many units are left of it. */
export type SoldPart = { readonly lineId: string; readonly priceMinor: number; unitsLeft: number };

/** A finished sale: at which till, and each invoice line's lines at the till. */
export type PlayedSale = {
  readonly till: ReplayTill;
  readonly saleId: string;
  readonly lines: readonly (readonly SoldPart[])[];
};

/** The shop while it trades: its tills, its clock, and what the people at the tills remember. */
export type ShopFloor = {
  readonly shop: FoundShop;
  readonly rules: ReplayRules;
  readonly clock: ShopClock;
  readonly line: OfficeLine;
  readonly tills: readonly ReplayTill[];
  /** Customers that some till has in its list: their id, and the till that wrote them down. */
  readonly customers: Map<string, { readonly id: string; readonly till: ReplayTill }>;
  readonly sales: Map<string, PlayedSale>;
};

/** Where an invoice is played: the till whose turn it is, and how a drawer is opened where it is not. */
export type Turn = { readonly till: ReplayTill; readonly openShift: (till: ReplayTill) => Promise<void> };

export function variantOf(floor: Pick<ShopFloor, 'shop'>, code: string): string {
  return must(floor.shop.variantIds.get(code) ?? null, `a product for ${code}`);
}

/** Another till than the one given, where there is another. */
export function otherTill(floor: Pick<ShopFloor, 'tills'>, till: ReplayTill, preferred: ReplayTill): ReplayTill {
  if (preferred !== till) return preferred;
  const next = (floor.tills.indexOf(till) + 1) % floor.tills.length;
  return floor.tills[next] ?? till;
}
