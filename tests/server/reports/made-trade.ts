import type { Id } from '#shared/base/ids.ts';
import { NO_ID } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { PayloadOf } from '#shared/changes/change-body.ts';
import type { PaymentMethod } from '#shared/sale/tender.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { type WebChange, applyWebChange } from '#server/sync/apply/apply-web-change.ts';
import { salePayload } from '../../sync/support/make-goods.ts';
import type { SyncWorld } from '../../sync/support/sync-world.ts';

export type Sale = PayloadOf<'sale.completed'>;
export type TestStore = { readonly id: Id; readonly zone: string };
export type TestVariant = {
  readonly id: Id;
  readonly categoryId: Id;
  readonly costE4: number;
  readonly priceMinor: number;
};

/** One thing that happened, with all that a report may group it by: what the test itself knows, whatever the server made of it. */
export type Happened = {
  readonly store: TestStore;
  readonly actorId: Id;
  readonly atMs: number;
  /** The shop's day and hour, told by the test's own reading of the calendar. */
  readonly day: string;
  readonly hour: number;
  readonly minuteOfDay: number;
  readonly said: WebChange;
};

/** Numbers that are the same at each run. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The wall clock of a zone as its own people read it. */
export function wallClock(ms: number, zone: string): { date: string; hour: number; minute: number } {
  const [date = '', time = ''] = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(ms)
    .split(' ');
  const [hour = '0', minute = '0'] = time.split(':');
  return { date, hour: Number(hour), minute: Number(minute) };
}

/** The day that a shop's moment belongs to, where days begin at an hour. */
export function shopDay(ms: number, zone: string, startHour: number): string {
  const { date, hour } = wallClock(ms, zone);
  if (hour >= startHour) return date;
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10);
}

/** A sale or refund of random lines; of the sums of a line only what reports read needs to be true. */
export function madeSale(
  roll: (below: number) => number,
  makeId: () => Id,
  of: { variants: readonly TestVariant[]; shiftId: Id | null; isRefund: boolean },
): Sale {
  const chosen = Array.from({ length: 1 + roll(3) }, () => of.variants[roll(of.variants.length)]).filter(
    (variant) => variant !== undefined,
  );
  const sign = of.isRefund ? -1 : 1;
  const told = { saleId: makeId(), shiftId: of.shiftId, receiptNumber: `T-${makeId().slice(-12)}` };
  const base = salePayload(makeId, {
    ...told,
    things: chosen.map(({ id, priceMinor }) => ({
      variantId: id,
      priceMinor,
      quantityMilli: sign * (1 + roll(4)) * 500,
    })),
  });
  const lines = base.lines.map((line, index): Sale['lines'][number] => {
    const variant = chosen[index];
    const discount = sign * roll(3) * 100;
    const totalMinor = line.grossMinor - discount;
    const isTaxed = roll(4) > 0;
    const taxMinor = isTaxed ? totalMinor - Math.round(totalMinor / 1.075) : 0;
    const restock = !of.isRefund || roll(2) === 0;
    const unitCostE4 = costE4((variant?.costE4 ?? 0) + roll(5) * 1111);
    return {
      ...line,
      categoryId: variant?.categoryId ?? null,
      unitCostE4,
      discountMinor: minor(discount),
      lineDiscountMinor: minor(discount),
      totalMinor: minor(totalMinor),
      taxMinor: minor(taxMinor),
      subtotalMinor: minor(totalMinor - taxMinor),
      taxes: line.taxes
        .slice(0, isTaxed ? 1 : 0)
        .map((tax) => ({ ...tax, baseMinor: minor(totalMinor - taxMinor), taxMinor: minor(taxMinor) })),
      restock,
      moves: restock ? line.moves.map((move) => ({ ...move, unitCostE4 })) : [],
    };
  });
  const sum = (read: (line: Sale['lines'][number]) => number) =>
    minor(lines.reduce((total, line) => total + read(line), 0));
  const totalMinor = sum((line) => line.totalMinor);
  return {
    ...base,
    lines,
    discountMinor: sum((line) => line.discountMinor),
    taxMinor: sum((line) => line.taxMinor),
    subtotalMinor: sum((line) => line.subtotalMinor),
    totalMinor,
    paidMinor: totalMinor,
    payments: paidIn(roll, makeId, totalMinor),
  };
}

const METHODS: readonly PaymentMethod[] = ['cash', 'card', 'transfer'];

function paidIn(roll: (below: number) => number, makeId: () => Id, totalMinor: number): Sale['payments'] {
  const first = roll(3) === 0 ? Math.trunc(totalMinor / 2) : totalMinor;
  return [first, totalMinor - first]
    .filter((amount, index) => index === 0 || amount !== 0)
    .map((amount, index) => {
      const method = METHODS[(roll(3) + index) % 3] ?? 'cash';
      const state = method === 'transfer' ? (['confirmed', 'pending', 'declined'] as const)[roll(3)] : 'confirmed';
      return {
        id: makeId(),
        method,
        amountMinor: minor(amount),
        tenderedMinor: minor(amount),
        changeMinor: minor(0),
        state: state ?? 'confirmed',
        reference: '',
      };
    });
}

/** One line of goods that came, were put right or were counted. */
export function stockLine(makeId: () => Id, variantId: Id, quantityMilli: number, unitCostE4: number) {
  return {
    id: makeId(),
    variantId,
    batchId: NO_ID,
    quantityMilli: milli(quantityMilli),
    unitCostE4: costE4(unitCostE4),
  };
}

/** Lets it happen: each thing by its own person, in its own store, at its own moment. */
export async function letHappen(
  world: SyncWorld,
  business: { readonly id: Id; readonly dayStartMinutes: number },
  events: readonly Happened[],
): Promise<void> {
  for (const { store, actorId, atMs, said } of events) {
    const write = {
      businessId: business.id,
      storeId: store.id,
      actorId,
      nowMs: atMs,
      timeZone: store.zone,
      dayStartMinutes: business.dayStartMinutes,
      makeId: world.makeId,
    };
    await withTenant(world.pool, business.id, (tx) => applyWebChange(tx, write, said));
  }
}
