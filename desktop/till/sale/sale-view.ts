import { accept, refuse } from '#shared/base/outcome.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { denominationsOf } from '#shared/drawer/denominations.ts';
import type { Cart, CartLine } from '#shared/sale/cart.ts';
import { cashDue } from '#shared/sale/cash-due.ts';
import { exemptCart } from '#shared/sale/exempt-cart.ts';
import { priceCart } from '#shared/sale/price-cart.ts';
import type { PricedCart, PricedLine } from '#shared/sale/priced.ts';
import { SETTING_SCHEMAS } from '#shared/people/setting-keys.ts';
import { NOTES_SHOWN, quickNotes } from '#shared/sale/quick-notes.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { z } from 'zod';
import type { TillCore } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Draft } from '../store/tables/drafts.ts';
import type { Reader } from '../store/till-store.ts';

const denominationsSchema = z.array(z.number().int().positive()).min(1).max(50);

/** Notes and coins of the shop, its own list before the currency's. */
export function denominations(reader: Reader): readonly Minor[] {
  const set = reader.shop.setting('denominations');
  const own = set === null ? null : denominationsSchema.safeParse(set);
  return own?.success === true ? own.data.map(minor) : denominationsOf(reader.shop.business()?.currency ?? '');
}

/** The sums that are offered for cash: of the shop's own those above what is due; where it has none, worked out from the notes. */
function offered(reader: Reader, dueMinor: Minor): readonly Minor[] {
  const own = SETTING_SCHEMAS.quick_notes.safeParse(reader.shop.setting('quick_notes')).data ?? [];
  const above = own.filter((sum) => dueMinor > 0 && sum > dueMinor).toSorted((a, b) => a - b);
  return above.length > 0 ? above.slice(0, NOTES_SHOWN).map(minor) : quickNotes(dueMinor, denominations(reader));
}

/** The open sale as a screen shows it, priced once. */
export function viewOf(core: TillCore, draft: Draft, touchedLineId: string | null): SaleView {
  const cart = exemptCart(draft.cart);
  const priced = priceCart(cart);
  const { dueMinor } = cashDue({
    totalMinor: priced.totalMinor,
    cashRoundingMinor: cart.cashRoundingMinor,
    tenders: [],
  });
  return {
    saleId: cart.saleId,
    kind: cart.kind,
    refundOf: cart.refundOf,
    customerId: cart.customerId,
    customerName: cart.customerName,
    lines: lineViews(cart, priced),
    discount: cart.discount,
    discountMinor: priced.discountMinor,
    grossMinor: priced.grossMinor,
    taxes: priced.taxes.map(({ name, ratePpm, inclusive, taxMinor }) => ({ name, ratePpm, inclusive, taxMinor })),
    taxMinor: priced.taxMinor,
    totalMinor: priced.totalMinor,
    cashTotalMinor: dueMinor,
    cashRoundingMinor: cart.cashRoundingMinor,
    quickNotesMinor: [...core.store.read((reader) => offered(reader, dueMinor))],
    payments: [...draft.payments],
    paidMinor: paidMinor(draft),
    note: cart.note,
    parkedCount: core.drafts.read((reader) => reader.drafts.parkedCount()),
    touchedLineId,
    canUndo: draft.canUndo,
    canRedo: draft.canRedo,
  };
}

/** What was paid of an open sale so far. */
export function paidMinor({ payments }: Pick<Draft, 'payments'>): Minor {
  return minor(payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0));
}

/** The view of a sale that should be open; whoever asks late is told that it isn't. */
export function openSaleView(core: TillCore, saleId: string, touchedLineId: string | null): Answer<SaleView> {
  const draft = core.drafts.read((reader) => reader.drafts.get(saleId));
  return draft === null || draft.isParked ? refuse('sale_not_open') : accept(viewOf(core, draft, touchedLineId));
}

function lineViews(cart: Cart, priced: PricedCart): SaleView['lines'] {
  const lines: SaleView['lines'] = [];
  for (const [place, line] of cart.lines.entries()) {
    const amounts = priced.lines[place];
    if (amounts !== undefined) lines.push(lineView(line, amounts));
  }
  return lines;
}

function lineView(line: CartLine, amounts: PricedLine): SaleView['lines'][number] {
  return {
    id: line.id,
    variantId: line.variantId,
    name: line.name,
    unit: line.unit.name,
    isWeighed: line.baseUnit !== 'piece',
    quantityMilli: line.quantityMilli,
    unitPriceMinor: line.unitPriceMinor,
    listPriceMinor: line.listPriceMinor,
    grossMinor: amounts.grossMinor,
    discountMinor: amounts.discountMinor,
    discount: line.discount,
    totalMinor: amounts.totalMinor,
    note: line.note,
    refundOfLineId: line.refundOfLineId,
  };
}
