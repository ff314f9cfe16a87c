import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { SalePayload } from '#shared/sale/sale-payload.ts';
import type { PaymentMethod } from '#shared/sale/tender.ts';
import { type BasketBy, demoSale } from './basket.ts';
import { demoRefund } from './demo-refund.ts';
import type { HistoryTill } from './history-till.ts';

/** How a day's customers spread over the hours from 8 to 20: the noon and the way home. */
const HOUR_WEIGHTS = [3, 5, 6, 7, 9, 9, 7, 7, 9, 12, 13, 9, 4];
const OPENS_AT_HOUR = 8;
const HOUR_MS = 3_600_000;
const FLOAT_MINOR = minor(2_000_000);
const DROP_ABOVE_MINOR = 12_000_000;

export type DayPlan = {
  /** Midnight of the shop's day, UTC ms. */
  readonly midnightMs: number;
  /** Nothing happens after this: the morning of today. */
  readonly untilMs: number;
  readonly customers: number;
  readonly owner: Id;
  /** Sales of the days before, to refund from. */
  readonly earlier: readonly SalePayload[];
};

type Drawer = { cashMinor: number; sales: SalePayload[]; refunds: number; dropsMinor: number };

const cashOf = (sale: SalePayload): number =>
  sale.payments.reduce((sum, payment) => (payment.method === 'cash' ? sum + payment.amountMinor : sum), 0);

function tendersOf(
  sales: readonly SalePayload[],
): { method: PaymentMethod; amountMinor: ReturnType<typeof minor>; count: number }[] {
  const byMethod = new Map<PaymentMethod, { amount: number; count: number }>();
  for (const payment of sales.flatMap((sale) => sale.payments)) {
    const sum = byMethod.get(payment.method) ?? { amount: 0, count: 0 };
    byMethod.set(payment.method, { amount: sum.amount + payment.amountMinor, count: sum.count + 1 });
  }
  return [...byMethod].map(([method, sum]) => ({ method, amountMinor: minor(sum.amount), count: sum.count }));
}

function sell(
  till: HistoryTill,
  by: BasketBy,
  { drawer, plan }: { drawer: Drawer; plan: DayPlan },
  atMs: number,
): void {
  const wantsBack = by.random.chance(0.012) && plan.earlier.length > 0;
  const sale = wantsBack
    ? demoRefund(by, by.random.pick(plan.earlier), atMs, till.nextReceiptNumber())
    : demoSale(by, atMs, till.nextReceiptNumber());
  till.record(
    { ms: atMs, actorId: by.cashier.id, entityId: sale.saleId, id: by.random.id(atMs) },
    wantsBack ? 'sale.refunded' : 'sale.completed',
    sale,
  );
  drawer.cashMinor += cashOf(sale);
  drawer.refunds += wantsBack ? 1 : 0;
  drawer.sales.push(sale);
  if (drawer.cashMinor <= DROP_ABOVE_MINOR) return;
  const cashMovementId = by.random.id(atMs + 1);
  till.record(
    { ms: atMs + 1, actorId: by.managerId, entityId: cashMovementId, id: by.random.id(atMs + 1) },
    'cash.moved',
    {
      cashMovementId,
      shiftId: by.shiftId,
      kind: 'drop',
      amountMinor: minor(10_000_000),
      reason: 'To the safe',
    },
  );
  drawer.cashMinor -= 10_000_000;
  drawer.dropsMinor += 10_000_000;
}

function close(till: HistoryTill, by: BasketBy, drawer: Drawer, atMs: number): void {
  const varianceMinor = minor(
    by.random.chance(0.7) ? 0 : by.random.pick([-65_000, -20_000, -10_000, -5_000, 5_000, 10_000, 50_000]),
  );
  const expectedMinor = minor(FLOAT_MINOR + drawer.cashMinor);
  till.record({ ms: atMs, actorId: by.cashier.id, entityId: by.shiftId, id: by.random.id(atMs) }, 'shift.closed', {
    shiftId: by.shiftId,
    closedAtMs: atMs,
    counted: [],
    countedMinor: minor(expectedMinor + varianceMinor),
    expectedMinor,
    varianceMinor,
    varianceReason: varianceMinor === 0 ? '' : 'Counted twice',
    saleCount: drawer.sales.length - drawer.refunds,
    refundCount: drawer.refunds,
    tenders: tendersOf(drawer.sales),
  });
}

/** A day of one till: the drawer opens, customers come, the drawer is counted. Gives the day's sales that may come back later. */
export function demoDay(till: HistoryTill, by: BasketBy, plan: DayPlan): readonly SalePayload[] {
  const drawer: Drawer = { cashMinor: 0, sales: [], refunds: 0, dropsMinor: 0 };
  const opensMs = plan.midnightMs + OPENS_AT_HOUR * HOUR_MS - by.random.between(2, 20) * 60_000;
  if (opensMs >= plan.untilMs) return [];
  const record = (ms: number): { ms: number; actorId: Id; entityId: Id; id: Id } => ({
    ms,
    actorId: by.cashier.id,
    entityId: by.shiftId,
    id: by.random.id(ms),
  });
  till.record({ ...record(opensMs - 30_000), entityId: by.cashier.id }, 'staff.signed_in', { userId: by.cashier.id });
  till.record(record(opensMs), 'shift.opened', {
    shiftId: by.shiftId,
    floatMinor: FLOAT_MINOR,
    shiftDate: till.dateOf(opensMs),
    openedAtMs: opensMs,
  });
  const times = Array.from({ length: plan.customers }, () => {
    const hour = OPENS_AT_HOUR + by.random.weighted(HOUR_WEIGHTS);
    return plan.midnightMs + hour * HOUR_MS + by.random.between(0, HOUR_MS - 1);
  }).toSorted((left, right) => left - right);
  for (const atMs of times) if (atMs < plan.untilMs) sell(till, by, { drawer, plan }, atMs);
  const closesMs = plan.midnightMs + 21 * HOUR_MS + by.random.between(1, 20) * 60_000;
  if (closesMs < plan.untilMs) close(till, by, drawer, closesMs);
  return drawer.sales.filter((sale) => sale.kind === 'sale');
}
