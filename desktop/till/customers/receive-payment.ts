import type { z } from 'zod';
import { type Minor, minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { countedMinor } from '#shared/credit/ledger-entries.ts';
import { settleReceived } from '#shared/sale/settle-received.ts';
import { paymentReceiveCall } from '#shared/till-calls/payment-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import { checkAmount } from '../store/check-amount.ts';
import { type Answer, tillWrite } from '../store/handler.ts';
import type { Reader } from '../store/till-store.ts';
import { owesMinor } from './balance-of.ts';
import { checkTenders } from './check-tenders.ts';

type Pays = z.output<typeof paymentReceiveCall.input>['pays'];

/** What is to be paid: by whom, for which sale, and how much is left of it as far as this till knows. */
type Due = { readonly customerId: string | null; readonly saleId: string | null; readonly leftMinor: Minor };

/**
 * Takes money for a debt or a later part of a sale. It counts in the drawer of the open shift, whoever sold and wherever.
 *
 * More than is owed here is asked about once and then taken: another till may have sold on account meanwhile.
 */
export const receivePayment = tillWrite(paymentReceiveCall, (context, writer, input) => {
  const { core } = context;
  const due = dueOf(writer, input.pays);
  if (!due.ok) return due;
  const fits = checkAmount(input.amountMinor);
  if (!fits.ok) return fits;
  const takes = checkTenders(context, writer, input.tenders);
  if (!takes.ok) return takes;
  const { customerId, saleId, leftMinor } = due.value;
  if (input.amountMinor > leftMinor && !input.allowOver)
    return refuse('payment_over', { owesMinor: Math.max(0, leftMinor) });
  const settled = settleReceived({ amountMinor: input.amountMinor, tenders: takes.value, makeId: core.newId });
  if (!settled.ok) return settled;
  const { payments, changeMinor } = settled.value;
  const receivedId = core.newId();
  appendChange(writer, core.changes, {
    type: 'payment.received',
    entityId: receivedId,
    actorId: actorOf(context).id,
    payload: {
      receivedId,
      saleId,
      customerId,
      shiftId: writer.shifts.open()?.id ?? null,
      currency: writer.shop.business()?.currency ?? 'XXX',
      amountMinor: input.amountMinor,
      payments: [...payments],
      note: input.note,
    },
  });
  if (payments.some((payment) => payment.method === 'cash')) context.after(() => core.devices.openDrawer());
  for (const topic of ['customers', 'shift', 'sync'] as const) context.touched(topic);
  const owed = minor(leftMinor - input.amountMinor);
  return accept({ receivedId, amountMinor: input.amountMinor, changeMinor, payments: [...payments], owesMinor: owed });
});

function dueOf(reader: Reader, pays: Pays): Answer<Due> {
  if ('customerId' in pays) {
    const customer = reader.customers.byId(pays.customerId);
    if (customer === null) return refuse('customer_unknown');
    return accept({ customerId: customer.id, saleId: null, leftMinor: owesMinor(reader, customer.id) });
  }
  const sale = reader.sales.document(pays.saleId)?.sale;
  if (sale === undefined || sale.kind === 'refund') return refuse('payment_sale_unknown');
  const states = new Map(reader.sales.paymentsOf(sale.saleId).map(({ id, state }) => [id, state]));
  let came = reader.ledgers.receivedOfSale(sale.saleId);
  for (const payment of sale.payments) {
    const counted = countedMinor({ ...payment, state: states.get(payment.id) ?? payment.state });
    came += counted;
  }
  return accept({
    customerId: sale.customerId,
    saleId: sale.saleId,
    leftMinor: minor(sale.totalMinor + sale.roundingMinor - came),
  });
}
