import type { z } from 'zod';
import type { PayingAnswer, paySaleEndpoint } from '#shared/api/sale-writing-endpoints.ts';
import { formatMoney } from '#shared/base/format-money.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { settleReceived } from '#shared/sale/settle-received.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { businessDay } from '../customers/customer-account.ts';
import { takeTenders, tenderFault } from '../customers/take-tenders.ts';
import { saleToChange } from './sale-to-change.ts';

/**
 * Takes money for what is open of a sale. It counts on its own day, and stands in no drawer.
 *
 * @throws {Fault} `conflict` where nothing or less is open and nobody said that this is meant
 */
export async function paySale(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly saleId: Id; readonly body: z.output<typeof paySaleEndpoint.body> },
): Promise<PayingAnswer> {
  const { businessId } = by.session;
  const { amountMinor, tenders, allowOver, note } = asked.body;
  const sale = await saleToChange(tx, by.session, asked.saleId);
  if (sale.kind === 'refund') throw new Fault('conflict', 'A refund is paid out, not paid. Name the sale.');
  if (sale.customerId !== null) await lockAccount(tx, businessId, sale.customerId);
  const { money } = await businessDay(tx, businessId, deps.nowMs());
  if (amountMinor > sale.openMinor && !allowOver) {
    const open = formatMoney(minor(Math.max(0, sale.openMinor)), money);
    throw new Fault('conflict', `Of this sale ${open} is open. Take no more, or send allowOver.`);
  }
  const taken = await takeTenders(tx, businessId, { tenders, money });
  const settled = settleReceived({ amountMinor, tenders: taken, makeId: deps.makeId });
  if (!settled.ok) throw tenderFault(settled);
  const payments = [...settled.value.payments];
  const receivedId = deps.makeId();
  const { customerId } = sale;
  await recordFact(tx, deps, by, {
    storeId: sale.storeId,
    change: {
      type: 'payment.received',
      entityId: receivedId,
      payload: {
        receivedId,
        saleId: sale.id,
        customerId,
        shiftId: null,
        currency: money.currency,
        amountMinor,
        payments,
        note,
      },
    },
    audited: {
      action: 'sale.paid',
      entityType: 'sale',
      entityId: sale.id,
      newValues: { receivedId, amountMinor, methods: payments.map(({ method }) => method) },
    },
  });
  const balanceMinor = minor(sale.openMinor - amountMinor);
  return { receivedId, saleId: sale.id, amountMinor, changeMinor: settled.value.changeMinor, payments, balanceMinor };
}
