import type { ApiTender } from '#shared/api/tenders.ts';
import { type MoneyStyle, formatMoney } from '#shared/base/format-money.ts';
import { type Id, idSchema } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { RefusalDetails } from '#shared/base/outcome.ts';
import { codeText } from '#shared/credit/credit-code.ts';
import { type CreditKind, isCreditMethod, spends } from '#shared/credit/credit-kinds.ts';
import type { Tender } from '#shared/sale/tender.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Tx } from '#server/store/pool.ts';
import { sha256 } from '#server/sync/rows/sha256.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';

type Credit = { readonly id: Id; readonly kind: CreditKind | null; readonly balance_minor: number };

/**
 * The ways of paying with the credit behind each that spends one. What stands on a credit holds for all parts together.
 *
 * @throws {BadInput} for a code that is nobody's, or of which less is left
 */
export async function takeTenders(
  tx: Tx,
  businessId: Id,
  asked: { readonly tenders: readonly ApiTender[]; readonly money: MoneyStyle },
): Promise<readonly Tender[]> {
  const found = await Promise.all(asked.tenders.map((tender) => creditOf(tx, businessId, tender)));
  const spent = new Map<Id, number>();
  const taken = asked.tenders.map((tender, place): Tender => {
    const { code: _code, ...kept } = tender;
    const credit = found[place];
    if (!isCreditMethod(tender.method)) return kept;
    if (credit === undefined || credit.kind === null || !spends(tender.method, credit.kind))
      throw new BadInput([{ field: `tenders.${place}.code`, message: 'There is no such gift card or store credit.' }]);
    spent.set(credit.id, (spent.get(credit.id) ?? 0) + tender.amountMinor);
    return { ...kept, reference: credit.id };
  });
  for (const id of [...spent.keys()].toSorted()) await lockAccount(tx, businessId, id);
  const balances = await tx<Credit[]>`
    select id, kind, balance_minor from credits where business_id = ${businessId} and id = any(${[...spent.keys()]}::uuid[])`;
  for (const { id, balance_minor } of balances) {
    if ((spent.get(id) ?? 0) <= balance_minor) continue;
    const left = formatMoney(minor(Math.max(0, balance_minor)), asked.money);
    const place = taken.findIndex(({ reference }) => reference === id);
    throw new BadInput([{ field: `tenders.${place}.amountMinor`, message: `Only ${left} is left on it.` }]);
  }
  return taken;
}

async function creditOf(tx: Tx, businessId: Id, { method, code }: ApiTender): Promise<Credit | undefined> {
  if (!isCreditMethod(method) || code === undefined) return undefined;
  const id = idSchema.safeParse(code).data ?? null;
  const [found] = await tx<Credit[]>`
    select id, kind, balance_minor from credits
    where business_id = ${businessId} and (code_hash = ${sha256(codeText(businessId, code))} or id = ${id}) limit 1`;
  return found;
}

const SENTENCES: Readonly<Record<string, string>> = {
  tender_short: 'Less is paid than is due.',
  tender_over: 'More is paid than is due, and only cash gives change.',
  tender_sign: 'An amount is more than nothing.',
  tender_state: 'This way of paying can’t begin in that state.',
  tender_unavailable: 'A debt is not paid by a debt.',
  amount_not_positive: 'An amount is more than nothing.',
  customer_required: 'Only a customer can buy on account. Name the customer.',
  sale_empty: 'Nothing is sold.',
};

/** Says a refusal of the rules of paying in words. */
export function tenderFault(refused: { readonly refusal: string; readonly details?: RefusalDetails }): BadInput {
  const difference = refused.details?.['overMinor'] ?? refused.details?.['leftMinor'];
  const by = typeof difference === 'number' ? ` The difference is ${difference} minor units.` : '';
  return new BadInput([
    { field: 'tenders', message: `${SENTENCES[refused.refusal] ?? 'It can’t be paid this way.'}${by}` },
  ]);
}
