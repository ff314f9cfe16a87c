import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { EXPENSE_PHOTOS_MAX } from '#shared/sync/limits.ts';
import type { SentFileAnswer } from '#shared/sync/sent-files.ts';
import { keepDuring } from '#server/platform/files/keep-during.ts';
import { keepPaper } from '#server/platform/files/papers.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';
import { requireActiveTill } from '../till/require-active-till.ts';

/** Photos of one till whose expense has not come: more than it can have taken while its line was away. */
const WAITING_MAX = 500;

type Sent = { readonly expenseId: Id; readonly sha256: string; readonly bytes: Uint8Array };

/**
 * Keeps the photo of an expense's receipt that a till sends, whether its expense is here already or comes later: it belongs to
 * it by its id. The same content is kept once, however often it is sent.
 *
 * @throws {Fault} `not_found` for an expense of another store, `conflict` for too many, `till_revoked`; BadInput for no picture
 */
export async function takeExpensePhoto(deps: ServerDeps, token: TillToken, sent: Sent): Promise<SentFileAnswer> {
  const known = await readTenant(deps.pool, token.businessId, (tx) => admitPhoto(tx, token, sent));
  if (known !== null) return { ...known, serverTime: deps.nowMs() };
  const kept = await keepPaper(deps, token.businessId, sent.bytes);
  const taken = await keepDuring(deps, kept, (take) =>
    withTenant(deps.pool, token.businessId, async (tx) => {
      const before = await admitPhoto(tx, token, sent);
      if (before !== null) return before;
      const [id, at] = [deps.makeId(), new Date(deps.nowMs())];
      const [added] = await tx<{ id: Id }[]>`
        insert into expense_receipts (business_id, id, expense_id, reference, till_id, store_id, content_hash, created_at, updated_at)
        values (${token.businessId}, ${id}, ${sent.expenseId}, ${kept.reference}, ${token.tillId}, ${token.storeId}, ${sent.sha256}, ${at}, ${at})
        on conflict (business_id, expense_id, till_id, content_hash) where till_id is not null do nothing returning id`;
      // The same photo, sent twice at once, was kept by the other request meanwhile.
      if (added === undefined) return must(await admitPhoto(tx, token, sent), 'it is there');
      take();
      return { fileId: id, isAttached: (await storeOfExpense(tx, token, sent.expenseId)) !== null };
    }),
  );
  return { ...taken, serverTime: deps.nowMs() };
}

/** What was kept of this very photo before; null where it may be kept now. */
async function admitPhoto(
  tx: Tx,
  token: TillToken,
  { expenseId, sha256 }: Sent,
): Promise<Omit<SentFileAnswer, 'serverTime'> | null> {
  await requireActiveTill(tx, token);
  const { businessId, tillId } = token;
  const storeId = await storeOfExpense(tx, token, expenseId);
  if (storeId !== null && storeId !== token.storeId)
    throw new Fault('not_found', 'There is no such expense in this till’s store.');
  const photos = await tx<{ id: Id; content_hash: string | null; till_id: Id | null }[]>`
    select id, content_hash, till_id from expense_receipts
    where business_id = ${businessId} and expense_id = ${expenseId} and till_id is not null`;
  const same = photos.find((photo) => photo.till_id === tillId && photo.content_hash === sha256);
  if (same !== undefined) return { fileId: same.id, isAttached: storeId !== null };
  if (photos.length >= EXPENSE_PHOTOS_MAX)
    throw new Fault('conflict', `This expense has ${EXPENSE_PHOTOS_MAX} photos already. No more are kept.`);
  const [waiting] = await tx<{ count: number }[]>`
    select count(*)::int as count from expense_receipts r
    where r.business_id = ${businessId} and r.till_id = ${tillId}
      and not exists (select 1 from expenses e where e.business_id = r.business_id and e.id = r.expense_id)`;
  if (storeId === null && (waiting?.count ?? 0) >= WAITING_MAX)
    throw new Fault('conflict', 'Too many photos of this till wait for their expenses. They come first.');
  return null;
}

/** The store of an expense that is here; null before it came. */
async function storeOfExpense(tx: Tx, { businessId }: TillToken, expenseId: Id): Promise<Id | null> {
  const [found] = await tx<{ store_id: Id }[]>`
    select store_id from expenses where business_id = ${businessId} and id = ${expenseId}`;
  return found?.store_id ?? null;
}
