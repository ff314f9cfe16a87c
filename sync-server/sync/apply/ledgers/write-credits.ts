import { NO_ID } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import { runRows } from '../../rows/insert-rows.ts';
import type { Effects } from '../effects.ts';
import { markOrders } from '../facts/mark-orders.ts';
import type { ApplyContext } from '../incoming.ts';
import { closeCases, openCases } from '../open-cases.ts';
import { type CreditRow, OPEN_CREDITS } from './ledger-tables.ts';

/** Moves what stands on each gift card and store credit by what the batch put on it and spent of it. */
export async function writeCredits(tx: Tx, context: ApplyContext, effects: Effects): Promise<void> {
  const rows = new Map<string, CreditRow>();
  const rowOf = (id: string): CreditRow =>
    rows.get(id) ?? { id, kind: null, code_hash: null, code_end: null, customer_id: null, balance_minor: 0 };
  for (const credit of effects.openedCredits)
    if (rowOf(credit.id).kind === null) rows.set(credit.id, { ...credit, balance_minor: 0 });
  for (const { credit_id, amount_minor } of effects.creditLedger) {
    const row = rowOf(credit_id ?? '');
    rows.set(credit_id ?? '', { ...row, balance_minor: (row.balance_minor ?? 0) + (amount_minor ?? 0) });
  }
  if (rows.size === 0) return;
  await runRows(tx, context, OPEN_CREDITS, [...rows.values()]);
  for (const id of rows.keys())
    effects.moveInFeed({ entity: 'credit', id, class: 'customers', scopeId: NO_ID, isGone: false });
  await judgeCredits(tx, context, effects, [...rows.keys()]);
}

/**
 * Names credits of which more was spent than stood on them: two tills may spend the same while offline.
 *
 * One that nobody loaded yet waits for its loading, and is judged then; a later loading ends its case.
 */
async function judgeCredits(tx: Tx, context: ApplyContext, effects: Effects, ids: readonly string[]): Promise<void> {
  const credits = await tx<{ id: string; balance_minor: number; code_end: string }[]>`
    select id, balance_minor, code_end from credits where business_id = ${context.businessId}
      and id = any(${arrayLiteral(ids)}::uuid[]) and kind is not null`;
  const over = new Map(credits.filter((row) => row.balance_minor < 0).map((row) => [row.id, row]));
  const spent = effects.creditLedger.filter((row) => (row.amount_minor ?? 0) < 0 && over.has(row.credit_id ?? ''));
  for (const { change_id } of spent) effects.review(change_id ?? '', 'credit_overdrawn');
  const saleIds = spent.flatMap(({ kind, document_id }) => (kind === 'sale' ? (document_id ?? []) : []));
  await markOrders(tx, context, saleIds, { reason: 'credit_overdrawn', isThere: true });
  await openCases(
    tx,
    context,
    [...over.values()].map(({ id, balance_minor, code_end }) => ({
      kind: 'credit_overdrawn',
      entity: 'credit',
      entityId: id,
      values: { balanceMinor: balance_minor, codeEnd: code_end },
    })),
  );
  const covered = credits.filter((row) => row.balance_minor >= 0).map((row) => row.id);
  await closeCases(tx, context, 'credit_overdrawn', covered);
}
