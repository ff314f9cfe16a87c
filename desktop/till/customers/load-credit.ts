import type { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { codeEnd, codeOfHash, codeText } from '#shared/credit/credit-code.ts';
import { type Received, settleReceived } from '#shared/sale/settle-received.ts';
import { creditLoadCall } from '#shared/till-calls/credit-calls.ts';
import { actorOf, allow } from '../staff/allow.ts';
import { appendChange } from '../store/append-change.ts';
import type { CallContext } from '../store/call-context.ts';
import { checkAmount } from '../store/check-amount.ts';
import { type Answer, tillWrite } from '../store/handler.ts';
import type { StoredCredit } from '../store/tables/credits.ts';
import type { Writer } from '../store/till-store.ts';
import { checkTenders } from './check-tenders.ts';
import { creditView } from './credits.ts';

type Input = z.output<typeof creditLoadCall.input>;

/** A credit before it is loaded, and its code where it was made just now. */
type Named = { readonly credit: StoredCredit; readonly code: string | null };

/**
 * Sells a gift card or store credit, puts more on one, or opens one that a refund is to go back to.
 *
 * What nobody pays for is given away, and needs somebody who may give money back.
 */
export const loadCredit = tillWrite(creditLoadCall, (context, writer, input) => {
  const { core } = context;
  const { amountMinor } = input;
  if (amountMinor < 0) return refuse('amount_not_positive');
  const fits = checkAmount(amountMinor);
  if (!fits.ok) return fits;
  const named = nameCredit(context, writer, input.credit);
  if (!named.ok) return named;
  const { credit, code } = named.value;
  const paid = pay(context, writer, credit, input);
  if (!paid.ok) return paid;
  const { payments, changeMinor } = paid.value;
  const loadId = core.newId();
  appendChange(writer, core.changes, {
    type: 'credit.loaded',
    entityId: credit.id,
    actorId: actorOf(context).id,
    payload: {
      loadId,
      creditId: credit.id,
      kind: credit.kind,
      codeHash: credit.codeHash,
      codeEnd: credit.codeEnd,
      customerId: credit.customerId,
      shiftId: writer.shifts.open()?.id ?? null,
      currency: writer.shop.business()?.currency ?? 'XXX',
      amountMinor,
      payments: [...payments],
      note: input.note,
    },
  });
  if (payments.some((payment) => payment.method === 'cash')) context.after(() => core.devices.openDrawer());
  for (const topic of ['customers', 'shift', 'sync'] as const) context.touched(topic);
  return accept({ credit: creditView(context, writer, credit), loadId, code, changeMinor });
});

function nameCredit(context: CallContext, writer: Writer, wanted: Input['credit']): Answer<Named> {
  const { core } = context;
  if ('creditId' in wanted) {
    const credit = writer.credits.byId(wanted.creditId);
    return credit === null ? refuse('credit_unknown') : accept({ credit, code: null });
  }
  const { kind, customerId } = wanted;
  if (customerId !== null && writer.customers.byId(customerId) === null) return refuse('customer_unknown');
  const code = wanted.code ?? codeOfHash(core.changes.sha256(core.newId()));
  const { businessId } = must(writer.meta.identity(), 'a till that sells belongs to a shop');
  const codeHash = core.changes.sha256(codeText(businessId, code));
  if (writer.credits.byCodeHash(codeHash) !== null) return refuse('credit_exists');
  return accept({ credit: { id: core.newId(), kind, codeHash, codeEnd: codeEnd(code), customerId }, code });
}

function pay(context: CallContext, writer: Writer, credit: StoredCredit, input: Input): Answer<Received> {
  const { amountMinor, tenders } = input;
  if (tenders.length > 0) {
    const takes = checkTenders(context, writer, tenders);
    if (!takes.ok) return takes;
    return settleReceived({ amountMinor, tenders: takes.value, makeId: context.core.newId });
  }
  const nothing = { payments: [], changeMinor: minor(0) };
  if (amountMinor === 0) return accept(nothing);
  const subjectId: Id = credit.id;
  const allowed = allow(context, { permission: 'sales.refund', subjectId, what: `credit of ${amountMinor} given` });
  return allowed.ok ? accept(nothing) : allowed;
}
