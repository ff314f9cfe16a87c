import type { AccountKind } from '#shared/credit/ledger-entries.ts';
import { creditRowSchema, customerBalanceRowSchema } from '#shared/sync/feed-rows.ts';
import type { Writer } from '../store/till-tables.ts';
import type { PageView, ParkReason } from './page-view.ts';
import type { PulledRow } from './pulled-page.ts';

/** Writes what a customer owes, with what it contains of the till's own changes and which of them wait in quarantine. */
export function applyCustomerBalanceRow(writer: Writer, row: PulledRow, view: PageView): ParkReason | null {
  if (row.op === 'delete') {
    writer.ledgers.removeBalance({ kind: 'customer', id: row.id });
    return null;
  }
  const parsed = customerBalanceRowSchema.safeParse(row.data);
  if (!parsed.success) return 'unreadable';
  const { customerId, balanceMinor } = parsed.data;
  putBalance(writer, { accountKind: 'customer', accountId: customerId, balanceMinor }, view);
  return null;
}

/** Writes a gift card or store credit, and what stands on it. */
export function applyCreditRow(writer: Writer, row: PulledRow, view: PageView): ParkReason | null {
  if (row.op === 'delete') {
    writer.credits.remove(row.id);
    writer.ledgers.removeBalance({ kind: 'credit', id: row.id });
    return null;
  }
  const parsed = creditRowSchema.safeParse(row.data);
  if (!parsed.success) return 'unreadable';
  const { creditId, balanceMinor, ...credit } = parsed.data;
  writer.credits.put({ id: creditId, ...credit });
  putBalance(writer, { accountKind: 'credit', accountId: creditId, balanceMinor }, view);
  return null;
}

function putBalance(
  writer: Writer,
  balance: { readonly accountKind: AccountKind; readonly accountId: string; readonly balanceMinor: number },
  view: PageView,
): void {
  writer.ledgers.putBalance({
    ...balance,
    includedEpoch: view.page.appliedThrough?.epoch ?? null,
    includedSeq: view.page.appliedThrough?.seq ?? 0,
    quarantined: [...(view.quarantinedByAccount.get(`${balance.accountKind}/${balance.accountId}`) ?? [])],
  });
}
