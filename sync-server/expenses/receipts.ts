import { expenseReceiptEndpoint, setExpenseReceiptEndpoint } from '#shared/api/expense-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { writeAudit } from '#server/platform/audit/write-audit.ts';
import { keepDuring } from '#server/platform/files/keep-during.ts';
import { keepPaper, readPaper } from '#server/platform/files/papers.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serveFile } from '#server/platform/http/serve-file.ts';
import { serveUpload } from '#server/platform/http/serve-upload.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { readTenant, withTenant } from '#server/store/tenant-transaction.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { type KnownExpense, readExpense } from './read-expenses.ts';
import { type By, correct } from './write-expenses.ts';

/** /expenses/:id/receipt: the photo or PDF of what was paid. */
export function mountReceipts(api: Api): void {
  serveUpload(api, setExpenseReceiptEndpoint, async ({ params, upload, session, caller, answer }, deps) => {
    const kept = await keepPaper(deps, session.businessId, upload.bytes);
    return keepDuring(deps, kept, (take) =>
      answer(async (tx) => ({
        data: await setReceipt(tx, deps, { session, caller }, { id: params.id, reference: take() }),
        message: 'The receipt was saved.',
      })),
    );
  });
  serveFile(api, expenseReceiptEndpoint, async ({ params, session, caller }, deps) => {
    const reference = await readTenant(deps.pool, session.businessId, async (tx) =>
      referenceOf(tx, session.businessId, await readExpense(tx, session, params.id)),
    );
    const paper = reference === null ? null : await readPaper(deps, session.businessId, reference);
    if (paper === null) throw new Fault('not_found', 'This expense has no receipt. Take a photo of it and send it.');
    await withTenant(deps.pool, session.businessId, (tx) =>
      writeAudit(
        tx,
        deps,
        { session, caller },
        { action: 'expense.receipt_read', entityType: 'expense', entityId: params.id },
      ),
    );
    return { ...paper, body: paper.bytes };
  });
}

/** Names the paper in the expense. The one before stays kept: the change that named it is there for ever. */
async function setReceipt(
  tx: Tx,
  deps: ServerDeps,
  by: By,
  { id, reference }: { readonly id: Id; readonly reference: string },
): Promise<KnownExpense> {
  const { businessId, userId } = by.session;
  await lockNames(tx, businessId);
  const current = await readExpense(tx, by.session, id);
  const receiptFileId = deps.makeId();
  const at = new Date(deps.nowMs());
  await tx`insert into expense_receipts (business_id, id, expense_id, reference, created_by, created_at, updated_at)
    values (${businessId}, ${receiptFileId}, ${id}, ${reference}, ${userId}, ${at}, ${at})`;
  await correct(tx, deps, by, {
    said: { ...current, receiptFileId, isRemoved: false },
    audited: {
      action: 'expense.receipt_set',
      entityType: 'expense',
      entityId: id,
      oldValues: { receiptFileId: current.receiptFileId },
      newValues: { receiptFileId },
    },
  });
  return readExpense(tx, by.session, id);
}

async function referenceOf(tx: Tx, businessId: Id, expense: KnownExpense): Promise<string | null> {
  if (expense.receiptFileId === null) return null;
  const [row] = await tx<{ reference: string }[]>`
    select reference from expense_receipts where business_id = ${businessId} and id = ${expense.receiptFileId}`;
  return row?.reference ?? null;
}
