import type { z } from 'zod';
import type { addExpenseEndpoint, editExpenseEndpoint } from '#shared/api/expense-endpoints.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { PayloadOf } from '#shared/changes/change-body.ts';
import { expenseFieldsSchema } from '#shared/changes/expense-recorded.v1.ts';
import { type AuditedAct, writeAudit } from '#server/platform/audit/write-audit.ts';
import { BadInput } from '#server/platform/http/bad-input.ts';
import type { Caller } from '#server/platform/http/request-env.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { applyWebChange } from '#server/sync/apply/apply-web-change.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { storeWriteOf } from '#server/sync/web-edits/web-write.ts';
import { type KnownExpense, readExpense } from './read-expenses.ts';

export type By = { readonly session: Session; readonly caller: Caller };
type Corrected = PayloadOf<'expense.corrected'>;

/** Records what a store spent. @throws {Fault} `not_found` for a store that the person may not see */
export async function addExpense(
  tx: Tx,
  deps: ServerDeps,
  by: By,
  body: z.output<typeof addExpenseEndpoint.body>,
): Promise<KnownExpense> {
  const { storeId, ...said } = body;
  const write = await storeWriteOf(tx, deps, by.session, storeId);
  await requireCategory(tx, by.session.businessId, said.categoryId);
  const today = businessDateAt(instantAt(write.nowMs, write.timeZone), write.dayStartMinutes);
  const id = deps.makeId();
  const payload = {
    ...said,
    expenseId: id,
    expenseDate: said.expenseDate ?? today,
    receiptFileId: null,
    cashMovementId: null,
  };
  await writeAudit(tx, deps, by, {
    action: 'expense.recorded',
    entityType: 'expense',
    entityId: id,
    newValues: { ...payload, storeId },
  });
  await applyWebChange(tx, write, { type: 'expense.recorded', entityId: id, payload });
  return readExpense(tx, by.session, id);
}

/** Puts the named fields right. @throws {Fault} `stale_version`, `not_found` */
export async function editExpense(
  tx: Tx,
  deps: ServerDeps,
  by: By,
  asked: {
    readonly id: Id;
    readonly body: z.output<typeof editExpenseEndpoint.body>;
    readonly checkVersion: (current: unknown) => void;
  },
): Promise<KnownExpense> {
  await lockNames(tx, by.session.businessId);
  const current = await readExpense(tx, by.session, asked.id);
  asked.checkVersion(current);
  const { fields, before } = changedFields(current, asked.body);
  if (Object.keys(fields).length === 0) return current;
  await requireCategory(tx, by.session.businessId, asked.body.categoryId ?? null);
  const said = expenseFieldsSchema.parse({ ...current, ...fields });
  await correct(tx, deps, by, {
    said: { ...said, id: asked.id, storeId: current.storeId, isRemoved: false },
    audited: {
      action: 'expense.corrected',
      entityType: 'expense',
      entityId: asked.id,
      oldValues: before,
      newValues: fields,
    },
  });
  return readExpense(tx, by.session, asked.id);
}

/** Takes an expense out of the books. @throws {Fault} `not_found` */
export async function removeExpense(tx: Tx, deps: ServerDeps, by: By, id: Id): Promise<void> {
  await lockNames(tx, by.session.businessId);
  const current = await readExpense(tx, by.session, id);
  const audited = { action: 'expense.removed', entityType: 'expense', entityId: id, oldValues: current };
  await correct(tx, deps, by, { said: { ...current, isRemoved: true }, audited });
}

/** Writes what an expense is from now on. It ends with the feed, so that it stands last in its transaction. */
export async function correct(
  tx: Tx,
  deps: ServerDeps,
  by: By,
  {
    said,
    audited,
  }: {
    readonly said: Pick<KnownExpense, 'id' | 'storeId'> & Omit<Corrected, 'expenseId'>;
    readonly audited: AuditedAct;
  },
): Promise<void> {
  const { categoryId, amountMinor, description, expenseDate, paymentMethod, receiptFileId, isRemoved } = said;
  const payload: Corrected = {
    expenseId: said.id,
    categoryId,
    amountMinor,
    description,
    expenseDate,
    paymentMethod,
    receiptFileId,
    isRemoved,
  };
  const write = await storeWriteOf(tx, deps, by.session, said.storeId);
  await writeAudit(tx, deps, by, audited);
  await applyWebChange(tx, write, { type: 'expense.corrected', entityId: said.id, payload });
}

async function requireCategory(tx: Tx, businessId: Id, categoryId: Id | null): Promise<void> {
  if (categoryId === null) return;
  const [found] = await tx`select id from expense_categories where business_id = ${businessId} and id = ${categoryId}`;
  if (found === undefined) throw new BadInput([{ field: 'categoryId', message: 'There is no such category.' }]);
}
