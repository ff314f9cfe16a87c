import { must } from '#shared/base/assert.ts';
import { NO_ID, type Id } from '#shared/base/ids.ts';
import { type CostE4, costE4 } from '#shared/base/money.ts';
import { type Milli, milli } from '#shared/base/quantity.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { DemoCatalogue, DemoItem } from '../catalogue-edits.ts';
import { DAYS_BETWEEN_DELIVERIES, deliveryOf } from '../deliveries.ts';
import { DEMO_STAFF } from '../demo-business.ts';
import type { DemoCustomer } from '../demo-customers.ts';
import type { Seeded } from '../seeded.ts';
import { demoDay } from './demo-day.ts';
import type { HistoryTill } from './history-till.ts';

export const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;
/** Sundays are quiet, Fridays and Saturdays full; by UTC day of the week. */
const WEEKDAY_SHARE = [0.55, 0.9, 0.9, 0.95, 1, 1.25, 1.4];
const CUSTOMERS_A_DAY = 46;
const REFUNDABLE_SALES = 200;
/** What one till sells in four weeks, and a little. */
const PIECES_A_DELIVERY = 9_500;

type Past = {
  readonly catalogue: DemoCatalogue;
  readonly customers: readonly DemoCustomer[];
  readonly random: Seeded;
  readonly nowMs: number;
};

/** The midnight at which the shop's present day began. */
function midnightOf(nowMs: number, zone: string): number {
  const instant = instantAt(nowMs, zone);
  return Date.parse(`${businessDateAt(instant, 0)}T00:00:00Z`) - instant.offsetMinutes * 60_000;
}

/** A delivery lasts about four weeks: what sells well comes in more, and something is always low. */
function deliver(
  till: HistoryTill,
  past: Past,
  atMs: number,
  shelf: { weights: readonly number[]; tills: number; delivery: number },
): void {
  const weightSum = shelf.weights.reduce((sum, weight) => sum + weight, 0);
  const lines = past.catalogue.items.map((item, index) => ({
    ...deliveryLine(
      past.random,
      item,
      atMs,
      (PIECES_A_DELIVERY * shelf.tills * (shelf.weights[index] ?? 0)) / weightSum,
    ),
    batchId: item.batchIds[shelf.delivery] ?? NO_ID,
  }));
  const receiptId = past.random.id(atMs);
  till.record(
    { ms: atMs, actorId: DEMO_STAFF[1].id, entityId: receiptId, id: past.random.id(atMs) },
    'stock.received',
    { receiptId, supplierId: null, note: 'Delivery', lines },
  );
}

type DeliveryLine = { id: Id; variantId: Id; quantityMilli: Milli; unitCostE4: CostE4 };

function deliveryLine(random: Seeded, item: DemoItem, atMs: number, expectedPieces: number): DeliveryLine {
  const pieces = 8 + Math.round(expectedPieces * (0.95 + random.next() * 0.5));
  return {
    id: random.id(atMs),
    variantId: item.variantId,
    quantityMilli: milli(pieces * 1000),
    unitCostE4: costE4(item.costE4),
  };
}

/** Ninety days of one till, ending yesterday, and the morning of today; one till of each store takes in the goods for all of them. */
export function* demoHistory(till: HistoryTill, past: Past, deliversFor: number): Generator<number> {
  const zone = till.place.zone;
  const todayMs = midnightOf(past.nowMs, zone);
  const weights = past.catalogue.items.map(
    (item) => (item.isFavourite ? 14 : 1) * (300_000 / (200_000 + item.priceMinor)),
  );
  const clerks = DEMO_STAFF.filter(
    (person) => person.roleKey === 'sales_clerk' && person.storeIds.some((id) => id === till.place.storeId),
  );
  let earlier: SalePayload[] = [];
  for (let day = -HISTORY_DAYS; day <= 0; day += 1) {
    const midnightMs = todayMs + day * DAY_MS;
    const delivery = deliveryOf(day + HISTORY_DAYS);
    if (deliversFor > 0 && (day + HISTORY_DAYS) % DAYS_BETWEEN_DELIVERIES === 0)
      deliver(till, past, midnightMs + 6 * 3_600_000, { weights, tills: deliversFor, delivery });
    const weekday = new Date(midnightMs + 12 * 3_600_000).getUTCDay();
    const share =
      must(WEEKDAY_SHARE[weekday], 'a week has seven days') *
      (0.85 + past.random.next() * 0.3) *
      (1 + (day + HISTORY_DAYS) / 900);
    const clerk = past.random.pick(clerks);
    const sold = demoDay(
      till,
      {
        random: past.random,
        items: past.catalogue.items,
        weights,
        customers: past.customers,
        taxRateId: past.catalogue.taxRateId,
        cashier: clerk,
        managerId: DEMO_STAFF[1].id,
        shiftId: past.random.id(midnightMs),
        delivery,
      },
      {
        midnightMs,
        untilMs: past.nowMs,
        customers: Math.round(CUSTOMERS_A_DAY * share),
        owner: DEMO_STAFF[0].id,
        earlier,
      },
    );
    earlier = [...earlier, ...sold].slice(-REFUNDABLE_SALES);
    yield day;
  }
}
