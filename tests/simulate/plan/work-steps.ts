import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import { customerSaveCall, customerSearchCall } from '#shared/till-calls/customer-calls.ts';
import { cashMoveCall, shiftCloseCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { stockAdjustCall, stockCountCall, stockReceiveCall } from '#shared/till-calls/stock-calls.ts';
import { applyWebChange } from '#server/sync/apply/apply-web-change.ts';
import { webWriteOf } from '#server/sync/web-edits/web-write.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
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
  if (id !== null) run.world.readings.wrote(`customer ${id}`, step.name, run.world.scheduler.nowMs());
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
  const what = step.kind === 'web_price' ? 'price' : 'name';
  const value = step.kind === 'web_price' ? String(step.priceMinor) : step.name;
  const came = await run.owner(step.business).ask('PUT', `/products/${productId}`, body);
  run.world.readings.wrote(`${what} ${productId}`, value, run.world.scheduler.nowMs());
  return came === null ? 'nobody there' : String(came.status);
}

/** One of the customers of a business gets another name at the office, by the same way as each edit of the web. */
export async function editCustomerInWeb(run: Run, step: StepOf<'web_customer'>): Promise<string> {
  const home = run.template.businesses[step.business];
  if (home === undefined) return 'no such business';
  const session = { businessId: home.id, userId: home.staff.userId };
  const id = await run.world.office.inside((deps) =>
    withTenant(deps.pool, home.id, async (tx) => {
      const known = await tx<{ id: string }[]>`
        select id from customers where business_id = ${home.id} and not is_deleted order by id`;
      const customer = known[step.customer % Math.max(1, known.length)];
      if (customer === undefined) return '';
      await applyWebChange(tx, await webWriteOf(tx, deps, session), {
        type: 'customer.changed',
        entityId: customer.id,
        payload: { records: [{ kind: 'customer', id: customer.id, op: 'put', fields: { name: step.name } }] },
      });
      return customer.id;
    }),
  );
  if (id === null) return 'nobody there';
  if (id === '') return 'no customers yet';
  run.world.readings.wrote(`customer ${id}`, step.name, run.world.scheduler.nowMs());
  return 'done';
}
