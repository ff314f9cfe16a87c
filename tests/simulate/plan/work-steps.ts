import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerSaveCall, customerSearchCall } from '#shared/till-calls/customer-calls.ts';
import { cashMoveCall, shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { stockAdjustCall, stockCountCall, stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import type { SimTill } from '../world/machine.ts';
import type { Run } from './run.ts';
import type { StepOf } from './plan.ts';

/** What people do at tills and in the web beside selling. Each says in a word what came of it. */
export async function countGoods(run: Run, till: SimTill, step: StepOf<'count'>): Promise<string> {
  const { variantId } = run.goodsOf(till.place.business, step.goods);
  return run.outcome(
    await till.ask(stockCountCall, { lines: [{ variantId, countedMilli: milli(step.quantity * 1000) }] }),
  );
}

export async function adjustGoods(run: Run, till: SimTill, step: StepOf<'adjust'>): Promise<string> {
  const { variantId } = run.goodsOf(till.place.business, step.goods);
  const lines = [{ variantId, quantityMilli: milli(step.quantity * 1000) }];
  return run.outcome(await till.ask(stockAdjustCall, { reason: 'other', note: 'seen', lines }));
}

export async function receiveGoods(run: Run, till: SimTill, step: StepOf<'receive'>): Promise<string> {
  const { variantId } = run.goodsOf(till.place.business, step.goods);
  const lines = [{ variantId, quantityMilli: milli(step.quantity * 1000), unitCostE4: costE4(step.costE4) }];
  return run.outcome(await till.ask(stockReceiveCall, { lines }));
}

export async function saveCustomer(run: Run, till: SimTill, step: StepOf<'customer'>): Promise<string> {
  const id = step.customer === null ? null : await customerAt(till, step.customer);
  const input = { id, name: step.name, phone: step.phone, allowSamePhone: true };
  return run.outcome(await till.ask(customerSaveCall, input));
}

/** One of the customers whom this till knows. */
export async function customerAt(till: SimTill, number: number): Promise<string | null> {
  const reply = await till.ask(customerSearchCall, { text: '' });
  if (reply?.ok !== true) return null;
  const { customers } = customerSearchCall.output.parse(reply.value);
  const sorted = customers.map(({ id }) => id).toSorted();
  return sorted[number % Math.max(1, sorted.length)] ?? null;
}

export async function openShift(run: Run, till: SimTill, step: StepOf<'shift_open'>): Promise<string> {
  return run.outcome(await till.ask(shiftOpenCall, { floatMinor: minor(step.floatMinor) }));
}

export async function closeShift(run: Run, till: SimTill, step: StepOf<'shift_close'>): Promise<string> {
  const input = { counted: [], countedMinor: minor(step.countedMinor), varianceReason: 'as it was' };
  return run.outcome(await till.ask(shiftCloseCall, input));
}

export async function moveCash(run: Run, till: SimTill, step: StepOf<'cash'>): Promise<string> {
  const input = { kind: step.way, amountMinor: minor(step.amountMinor), reason: 'change' };
  return run.outcome(await till.ask(cashMoveCall, input));
}

export async function editInWeb(run: Run, step: StepOf<'web_price'> | StepOf<'web_name'>): Promise<string> {
  const { productId } = run.goodsOf(step.business, step.goods);
  const body = step.kind === 'web_price' ? { sellingPriceMinor: step.priceMinor } : { name: step.name };
  const came = await run.owner(step.business).ask('PUT', `/products/${productId}`, body);
  return came === null ? 'nobody there' : String(came.status);
}
