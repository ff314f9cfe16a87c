import type { z } from 'zod';
import type {
  CreditAnswer,
  CreditLoaded,
  giftCardEndpoints,
  storeCreditEndpoints,
} from '#shared/api/credit-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import { type Minor, minor } from '#shared/base/money.ts';
import { codeEnd, codeOfHash, codeText } from '#shared/credit/credit-code.ts';
import { type Received, settleReceived } from '#shared/sale/settle-received.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import { requirePermission, requireStore } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { sha256 } from '#server/sync/rows/sha256.ts';
import { lockAccount } from '#server/sync/web-edits/lock-account.ts';
import { type FactWriter, recordFact } from '#server/sync/web-edits/record-fact.ts';
import { businessDay } from './customer-account.ts';
import { readCredit } from './read-credits.ts';
import { readCustomer } from './read-customers.ts';
import { takeTenders, tenderFault } from './take-tenders.ts';

type OpenBody = z.output<typeof giftCardEndpoints.open.body> | z.output<typeof storeCreditEndpoints.open.body>;
type LoadBody = z.output<typeof giftCardEndpoints.load.body>;

const RANDOM_BYTES = 32;

/** A credit with what is kept of its code. */
type Named = Pick<CreditAnswer, 'id' | 'kind' | 'codeEnd' | 'customerId'> & { readonly codeHash: string };

/**
 * Sells or gives a gift card or store credit. Its code is made here unless one was printed elsewhere, and kept as a hash.
 *
 * @throws {Fault} `conflict` for a code that another has
 */
export async function openCredit(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: OpenBody,
): Promise<CreditLoaded & { readonly code: string }> {
  const { businessId } = by.session;
  if (asked.customerId !== null) await readCustomer(tx, businessId, asked.customerId);
  const code = asked.code ?? codeOfHash(Buffer.from(deps.randomBytes(RANDOM_BYTES)).toString('hex'));
  const codeHash = sha256(codeText(businessId, code));
  await lockAccount(tx, businessId, codeHash);
  const known = await tx`select 1 from credits where business_id = ${businessId} and code_hash = ${codeHash}`;
  if (known.length > 0) throw new Fault('conflict', 'A gift card or store credit has this code already. Take another.');
  const { kind, customerId } = asked;
  const credit = { id: deps.makeId(), kind, codeHash, codeEnd: codeEnd(code), customerId };
  return { ...(await load(tx, deps, by, { credit, ...asked })), code };
}

/** Puts more on one. @throws {Fault} `not_found` */
export async function loadCredit(
  tx: Tx,
  deps: ServerDeps,
  by: FactWriter,
  asked: { readonly credit: CreditAnswer; readonly body: LoadBody },
): Promise<CreditLoaded> {
  const { businessId } = by.session;
  const [kept] = await tx<{ code_hash: string }[]>`
    select code_hash from credits where business_id = ${businessId} and id = ${asked.credit.id}`;
  if (kept === undefined) throw new Fault('not_found', 'There is no such gift card or store credit.');
  return load(tx, deps, by, { credit: { ...asked.credit, codeHash: kept.code_hash }, ...asked.body });
}

type Loading = Pick<LoadBody, 'storeId' | 'tenders' | 'note'> & { readonly credit: Named; readonly amountMinor: Minor };

async function load(tx: Tx, deps: ServerDeps, by: FactWriter, asked: Loading): Promise<CreditLoaded> {
  const { businessId } = by.session;
  const { credit, storeId, amountMinor, note } = asked;
  requireStore(by.session, storeId);
  const { money } = await businessDay(tx, businessId, deps.nowMs());
  const paid = await payFor(tx, deps, by, asked);
  const [loadId, payments] = [deps.makeId(), [...paid.payments]];
  const { id: creditId, kind, codeHash, codeEnd: end, customerId } = credit;
  const payload = {
    loadId,
    creditId,
    kind,
    codeHash,
    codeEnd: end,
    customerId,
    shiftId: null,
    currency: money.currency,
  };
  await recordFact(tx, deps, by, {
    storeId,
    change: { type: 'credit.loaded', entityId: creditId, payload: { ...payload, amountMinor, payments, note } },
    audited: {
      action: 'credit.loaded',
      entityType: kind,
      entityId: creditId,
      newValues: { loadId, storeId, amountMinor, codeEnd: end, methods: payments.map(({ method }) => method) },
    },
  });
  const shown = await readCredit(tx, { businessId, kinds: [kind] }, { id: creditId });
  return { credit: shown, loadId, payments, changeMinor: paid.changeMinor };
}

/** What nobody pays for is given away, and needs somebody who may give money back. */
async function payFor(tx: Tx, deps: ServerDeps, by: FactWriter, asked: Loading): Promise<Received> {
  const { businessId } = by.session;
  const { amountMinor, tenders } = asked;
  if (tenders.length === 0) {
    if (amountMinor > 0) requirePermission(by.session, 'sales.refund');
    return { payments: [], changeMinor: minor(0) };
  }
  const { money } = await businessDay(tx, businessId, deps.nowMs());
  const taken = await takeTenders(tx, businessId, { tenders, money });
  const settled = settleReceived({ amountMinor, tenders: taken, makeId: deps.makeId });
  if (!settled.ok) throw tenderFault(settled);
  return settled.value;
}
