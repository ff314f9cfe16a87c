import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { debtSlip } from '#shared/receipt/debt-slip.ts';
import { paymentPrintCall } from '#shared/till-calls/payment-calls.ts';
import { readingLater } from '../store/handler.ts';
import { owesMinor } from './balance-of.ts';
import { slipContext } from './slip-context.ts';

/** Prints the receipt of money that was taken for a debt, with what is owed by now. */
export const printPayment = readingLater(paymentPrintCall, async ({ core }, { receivedId }) => {
  const slip = core.store.read((reader) => {
    const payments = reader.debts.received(receivedId);
    const [first] = payments;
    const customer = reader.customers.byId(first?.customerId ?? '');
    if (first === undefined || customer === null) return null;
    return debtSlip(
      {
        receivedId,
        customerName: customer.name,
        payments: payments.map(({ amountMinor, tenderedMinor, changeMinor, ...payment }) => ({
          ...payment,
          amountMinor: minor(amountMinor),
          tenderedMinor: minor(tenderedMinor),
          changeMinor: minor(changeMinor),
        })),
        owesMinor: owesMinor(reader, customer.id),
      },
      slipContext(reader, { atMs: first.occurredMs, staffName: first.takenBy }),
    );
  });
  if (slip === null) return refuse('payment_unknown');
  await core.devices.printNow(slip);
  return accept({});
});
