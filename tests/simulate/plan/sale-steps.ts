import { minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { Reply } from '#shared/till-calls/reply.ts';
import {
  saleAddItemCall,
  saleClearCall,
  saleCompleteCall,
  saleCurrentCall,
  saleDiscountCall,
  saleRefundCall,
  saleRefundableCall,
  saleSetCustomerCall,
} from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import type { SimTill } from '../world/machine.ts';
import { customerAt } from './work-steps.ts';
import type { Run } from './run.ts';
import type { StepOf } from './plan.ts';

/** A whole sale as a cashier keys it in, or as far as the till lets it come. */
export async function sell(run: Run, till: SimTill, step: StepOf<'sell'>): Promise<string> {
  let view: SaleView | null = null;
  for (const line of step.lines) {
    const { variantId } = run.goodsOf(till.place.business, line.goods);
    const reply = await till.ask(saleAddItemCall, {
      saleId: view?.saleId ?? null,
      item: { variantId },
      quantityMilli: milli(line.quantity * 1000),
    });
    if (reply?.ok !== true) return run.outcome(reply);
    view = saleAddItemCall.output.parse(reply.value);
  }
  if (view === null) return 'nothing';
  view = await dress(till, view, step);
  const tenders = tendersFor(view, step.tender);
  const reply = await till.ask(saleCompleteCall, { saleId: view.saleId, tenders });
  return noteReceipt(run, till, reply, view);
}

/** Customer and discount, where the plan says so and the till lets it. */
async function dress(till: SimTill, view: SaleView, step: StepOf<'sell'>): Promise<SaleView> {
  let dressed = view;
  const customerId = step.customer === null ? null : await customerAt(till, step.customer);
  if (customerId !== null) {
    const reply = await till.ask(saleSetCustomerCall, { saleId: view.saleId, customerId });
    if (reply?.ok === true) dressed = saleSetCustomerCall.output.parse(reply.value);
  }
  if (step.discountPpm > 0) {
    const discount = { kind: 'percent' as const, ppm: step.discountPpm };
    const reply = await till.ask(saleDiscountCall, { saleId: view.saleId, lineId: null, discount, reason: 'friend' });
    if (reply?.ok === true) dressed = saleDiscountCall.output.parse(reply.value);
  }
  return dressed;
}

function tendersFor(view: SaleView, tender: StepOf<'sell'>['tender']) {
  const { totalMinor } = view;
  if (tender === 'cash') return [{ method: 'cash' as const, amountMinor: minor(totalMinor + 50_000) }];
  if (tender === 'card' || tender === 'transfer') return [{ method: tender, amountMinor: totalMinor }];
  const half = Math.floor(totalMinor / 2);
  return [
    { method: 'card' as const, amountMinor: minor(half) },
    { method: 'transfer' as const, amountMinor: minor(totalMinor - half) },
  ];
}

/** From here on the receipt is in somebody's hand: it must never get lost. */
function noteReceipt(run: Run, till: SimTill, reply: Reply | null, view: SaleView | null): string {
  if (reply?.ok !== true) return run.outcome(reply);
  const done = saleCompleteCall.output.parse(reply.value);
  run.world.issued.push({
    till: till.place.number,
    saleId: done.saleId,
    receiptNumber: done.receiptNumber,
    totalMinor: done.totalMinor,
    lines: (view?.lines ?? []).map(({ id, quantityMilli }) => ({ lineId: id, quantityMilli })),
    atMs: run.world.scheduler.nowMs(),
  });
  return `receipt ${done.receiptNumber} ${done.totalMinor}`;
}

export async function scan(run: Run, till: SimTill, step: StepOf<'scan'>): Promise<string> {
  const { variantId } = run.goodsOf(till.place.business, step.goods);
  return run.outcome(await till.ask(saleAddItemCall, { saleId: null, item: { variantId } }));
}

export async function clear(run: Run, till: SimTill): Promise<string> {
  const current = await till.ask(saleCurrentCall, {});
  const sale = current?.ok === true ? saleCurrentCall.output.parse(current.value).sale : null;
  return sale === null ? 'nothing open' : run.outcome(await till.ask(saleClearCall, { saleId: sale.saleId }));
}

/** Takes a sale of the store back, at whichever till; it may not know of the sale, or of other refunds of it. */
export async function refund(run: Run, till: SimTill, step: StepOf<'refund'>): Promise<string> {
  const sales = run.world.issued.filter((known) => known.lines.length > 0 && run.isOfStore(known.till, till.place));
  const sale = sales[step.sale % Math.max(1, sales.length)];
  if (sale === undefined) return 'nothing sold yet';
  const looked = await till.ask(saleRefundableCall, { saleId: sale.saleId });
  if (looked?.ok !== true) return run.outcome(looked);
  const lines = saleRefundableCall.output
    .parse(looked.value)
    .lines.filter((line) => line.leftMilli > 0)
    .slice(0, step.isWhole ? undefined : 1)
    .map((line) => ({
      lineId: line.lineId,
      quantityMilli: step.isWhole ? line.leftMilli : milli(Math.min(1000, line.leftMilli)),
      restock: true,
    }));
  if (lines.length === 0) return 'nothing left';
  const reply = await till.ask(saleRefundCall, { refundOf: sale.saleId, lines, tenders: null, reason: 'brought back' });
  return noteReceipt(run, till, reply, null);
}

/** The owner takes a sale back in the web, where the office has it and lets it. */
export async function voidInWeb(run: Run, step: StepOf<'web_void'>): Promise<string> {
  const { issued, tills } = run.world;
  const sale = issued[step.sale % Math.max(1, issued.length)];
  const home = tills.find(({ place }) => place.number === sale?.till);
  if (sale === undefined || home === undefined) return 'nothing sold yet';
  const came = await run.owner(home.place.business).ask('DELETE', `/sales/${sale.saleId}?reason=twice`);
  return came === null ? 'nobody there' : `${sale.receiptNumber} ${came.status}`;
}
