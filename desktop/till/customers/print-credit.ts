import { accept, refuse } from '#shared/base/outcome.ts';
import { creditSlip } from '#shared/receipt/credit-slip.ts';
import { creditPrintCall } from '#shared/till-calls/credit-calls.ts';
import { actorOf } from '../staff/allow.ts';
import { readingLater } from '../store/handler.ts';
import { creditView, findCredit } from './credits.ts';
import { slipContext } from './slip-context.ts';

/** Prints a gift card or store credit as a slip. Its code is kept nowhere, so it does not wait for a printer that is off. */
export const printCredit = readingLater(creditPrintCall, async (context, { code }) => {
  const { core } = context;
  const slip = core.store.read((reader) => {
    const credit = findCredit(context, reader, code);
    if (credit === null) return null;
    const by = { atMs: core.nowMs(), staffName: actorOf(context).fullName };
    return creditSlip({ ...creditView(context, reader, credit), code }, slipContext(reader, by));
  });
  if (slip === null) return refuse('credit_unknown');
  await core.devices.printNow(slip);
  return accept({});
});
