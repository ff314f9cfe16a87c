import { type Minor, minor } from '#shared/base/money.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type CreditMethod, isCreditMethod, spends } from '#shared/credit/credit-kinds.ts';
import { maySpend } from '#shared/credit/may-spend.ts';
import type { Tender } from '#shared/sale/tender.ts';
import type { creditViewSchema } from '#shared/till-calls/credit-calls.ts';
import type { z } from 'zod';
import { codeText } from '#shared/credit/credit-code.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { StoredCredit } from '../store/tables/credits.ts';
import type { Reader } from '../store/till-tables.ts';
import { balanceOf, unconfirmedSpending } from './balance-of.ts';

/** Shops whose tills hear of each other within this time are in contact. */
const IN_CONTACT_MS = 2 * 60 * 1000;

/** Finds a credit by its code, or by its id. */
export function findCredit(context: CallContext, reader: Reader, code: string): StoredCredit | null {
  const businessId = reader.meta.identity()?.businessId ?? '';
  return (
    reader.credits.byId(code) ?? reader.credits.byCodeHash(context.core.changes.sha256(codeText(businessId, code)))
  );
}

export function creditView(
  context: CallContext,
  reader: Reader,
  credit: StoredCredit,
): z.output<typeof creditViewSchema> {
  const balanceMinor = balanceOf(reader, { kind: 'credit', id: credit.id });
  const limitMinor = offlineLimit(context, reader);
  const spent = unconfirmedSpending(reader, { kind: 'credit', id: credit.id });
  const left = limitMinor === null ? balanceMinor : Math.min(balanceMinor, limitMinor - spent);
  return {
    creditId: credit.id,
    kind: credit.kind,
    codeEnd: credit.codeEnd,
    balanceMinor,
    spendableMinor: minor(Math.max(0, left)),
  };
}

/**
 * The tenders with the id of its credit in each that spends one, whose reference may be a code as it was typed.
 *
 * What stands on a credit, and what may be spent of it without word of the office, holds for all parts together.
 */
export function withCredits(
  context: CallContext,
  reader: Reader,
  tenders: readonly Tender[],
): Answer<readonly Tender[]> {
  const resolved: Tender[] = [];
  const spent = new Map<string, number>();
  for (const tender of tenders) {
    if (!isCreditMethod(tender.method)) {
      resolved.push(tender);
      continue;
    }
    const found = creditOfTender(context, reader, tender.method, tender.reference);
    if (!found.ok) return found;
    resolved.push({ ...tender, reference: found.value });
    spent.set(found.value, (spent.get(found.value) ?? 0) + tender.amountMinor);
  }
  for (const [id, amount] of spent) {
    const allowed = maySpend({
      amountMinor: minor(amount),
      balanceMinor: balanceOf(reader, { kind: 'credit', id }),
      unconfirmedMinor: unconfirmedSpending(reader, { kind: 'credit', id }),
      offlineLimitMinor: offlineLimit(context, reader),
    });
    // Money that goes back on a credit is held against nothing.
    if (amount > 0 && !allowed.ok) return allowed;
  }
  return accept(resolved);
}

function creditOfTender(
  context: CallContext,
  reader: Reader,
  method: CreditMethod,
  reference: string,
): Outcome<string, 'credit_unknown' | 'credit_code_required'> {
  if (reference.trim() === '') return refuse('credit_code_required');
  const credit = findCredit(context, reader, reference);
  return credit !== null && spends(method, credit.kind) ? accept(credit.id) : refuse('credit_unknown');
}

/** What may be spent of one credit without word of the office; in contact no limit holds. */
function offlineLimit({ core }: CallContext, reader: Reader): Minor | null {
  const contactMs = core.lastContactMs();
  if (contactMs !== null && Math.abs(core.nowMs() - contactMs) <= IN_CONTACT_MS) return null;
  const set = reader.shop.setting('credit_offline_limit_minor');
  return typeof set === 'number' && Number.isSafeInteger(set) && set >= 0 ? minor(set) : null;
}
