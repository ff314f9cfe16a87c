import type { z } from 'zod';
import type { ReceivedAnswer, payDebtEndpoint } from '#shared/api/customer-endpoints.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { settleReceived } from '#shared/sale/settle-received.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { businessDay, owedBy } from './customer-account.ts';
import { readCustomer } from './read-customers.ts';
import { takeTenders, tenderFault } from './take-tenders.ts';

/**
 * Takes money for what a customer owes, as a fact of a store. It stands in no drawer.
 *
 * @throws {Fault} `conflict` where it is more than is owed and nobody said that this is meant
 */
export async function payDebt(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly customerId: Id; readonly body: z.output<typeof payDebtEndpoint.body> },
): Promise<ReceivedAnswer> {
  const { businessId } = by.session;
  const { storeId, amountMinor, tenders, allowOver, note } = asked.body;
  requireStore(by.session, storeId);
  await lockAccount(tx, businessId, asked.customerId);
  const customer = await readCustomer(tx, businessId, asked.customerId);
  const { money } = await businessDay(tx, businessId, deps.nowMs());
  if (amountMinor > customer.balanceMinor && !allowOver) {
    const owed = formatMoney(minor(Math.max(0, customer.balanceMinor)), money);
    throw new Fault('conflict', `The customer owes ${owed}. Take no more, or send allowOver.`);
  }
  const taken = await takeTenders(tx, businessId, { tenders, money });
  const settled = settleReceived({ amountMinor, tenders: taken, makeId: deps.makeId });
  if (!settled.ok) throw tenderFault(settled);
  const payments = [...settled.value.payments];
  const receivedId = deps.makeId();
  await recordFact(tx, deps, by, {
    storeId,
    change: {
      type: 'payment.received',
      entityId: receivedId,
      payload: {
        receivedId,
        saleId: null,
        customerId: customer.id,
        shiftId: null,
        currency: money.currency,
        amountMinor,
        payments,
        note,
      },
    },
    audited: {
      action: 'customer.paid',
      entityType: 'customer',
      entityId: customer.id,
      newValues: { receivedId, storeId, amountMinor, methods: payments.map(({ method }) => method) },
    },
  });
  const { changeMinor } = settled.value;
  return {
    receivedId,
    amountMinor,
    changeMinor,
    payments,
    balanceMinor: minor(await owedBy(tx, businessId, customer.id)),
  };
}
