import type { AccountKind } from '#shared/credit/ledger-entries.ts';
import { type Connection } from '../connection.ts';
import { rowWriter } from '../write-row.ts';
import { ledgerBalances, ledgerEntries, receivedPayments } from './ledger-tables.ts';
import type { Above } from './stock.ts';

export type StoredBalance = typeof ledgerBalances.$inferSelect;
export type StoredEntry = typeof ledgerEntries.$inferSelect;
export type StoredReceived = typeof receivedPayments.$inferSelect;
export type Account = { readonly kind: AccountKind; readonly id: string };

const BALANCE = `account_kind AS accountKind, account_id AS accountId, balance_minor AS balanceMinor, included_epoch AS includedEpoch,
  included_seq AS includedSeq, quarantined`;
const ENTRY = `account_kind AS accountKind, id, account_id AS accountId, change_id AS changeId, epoch, epoch_counter AS epochCounter, seq,
  amount_minor AS amountMinor`;

type RawBalance = Omit<StoredBalance, 'quarantined'> & { quarantined: string };

/** What the office says is owed, and what this till entered itself. */
export function readLedgers(db: Connection) {
  const balance = db.prepare<[string, string], RawBalance>(
    `SELECT ${BALANCE} FROM ledger_balances WHERE account_kind = ? AND account_id = ?`,
  );
  const entriesAbove = db.prepare<[string, string, number, number], StoredEntry>(
    `SELECT ${ENTRY} FROM ledger_entries WHERE account_kind = ? AND account_id = ? AND (epoch_counter, seq) > (?, ?)`,
  );
  const entriesOfChange = db.prepare<[string], StoredEntry>(`SELECT ${ENTRY} FROM ledger_entries WHERE change_id = ?`);
  const receivedOfSale = db.prepare<[string], { minor: number }>(
    `SELECT coalesce(sum(amount_minor), 0) AS minor FROM received_payments WHERE sale_id = ? AND state IN ('confirmed', 'pending')`,
  );
  const unseen = db.prepare<[string, string], { accountId: string }>(
    `SELECT account_id AS accountId FROM ledger_balances
     WHERE account_kind = ? AND account_id NOT IN (SELECT id FROM resync_seen WHERE entity = ?)`,
  );
  const included = db.prepare<[], { epoch: string; seq: number }>(
    'SELECT DISTINCT included_epoch AS epoch, included_seq AS seq FROM ledger_balances WHERE included_epoch IS NOT NULL',
  );
  return {
    balance: (account: Account): StoredBalance | null => {
      const row = balance.get(account.kind, account.id);
      return row === undefined ? null : { ...row, quarantined: idsOf(row.quarantined) };
    },
    entriesAbove: (account: Account, above: Above): StoredEntry[] =>
      entriesAbove.all(account.kind, account.id, above.epochCounter, above.seq),
    entriesOfChange: (changeId: string): StoredEntry[] => entriesOfChange.all(changeId),
    /** What this till took as later parts of a sale. */
    receivedOfSale: (saleId: string): number => receivedOfSale.get(saleId)?.minor ?? 0,
    /** Balances that did not come while their class was read anew. */
    unseenBalances: (kind: AccountKind, entity: string): string[] =>
      unseen.all(kind, entity).map((row) => row.accountId),
    /** Every place up to which some balance contains the till's own changes. */
    includedPlaces: (): { epoch: string; seq: number }[] => included.all(),
  };
}

export function writeLedgers(db: Connection) {
  const remove = db.prepare('DELETE FROM ledger_balances WHERE account_kind = ? AND account_id = ?');
  const renumber = db.prepare('UPDATE ledger_entries SET epoch = ?, epoch_counter = ?, seq = ? WHERE change_id = ?');
  const settle = db.prepare('UPDATE received_payments SET state = ?, reference = ? WHERE id = ?');
  const fold = db.prepare(
    `UPDATE ledger_balances SET included_epoch = ?, included_seq = ?
     WHERE (coalesce(CAST(substr(included_epoch, 1, instr(included_epoch, '-') - 1) AS INTEGER), 0), included_seq) < (?, ?)`,
  );
  const moveIncluded = db.prepare(
    'UPDATE ledger_balances SET included_epoch = ?, included_seq = ? WHERE included_epoch = ? AND included_seq = ?',
  );
  const forget = db.prepare("UPDATE ledger_balances SET included_epoch = NULL, included_seq = 0, quarantined = '[]'");
  const clearLists = db.prepare("UPDATE ledger_balances SET quarantined = '[]' WHERE quarantined <> '[]'");
  const setList = db.prepare('UPDATE ledger_balances SET quarantined = ? WHERE account_kind = ? AND account_id = ?');
  return {
    putReceived: rowWriter(db, receivedPayments, ['id']),
    settleReceived: (paymentId: string, state: StoredReceived['state'], reference: string): void => {
      settle.run(state, reference, paymentId);
    },
    putBalance: rowWriter(db, ledgerBalances, ['account_kind', 'account_id']),
    removeBalance: (account: Account): void => {
      remove.run(account.kind, account.id);
    },
    putEntry: rowWriter(db, ledgerEntries, ['account_kind', 'id']),
    /** A change got another place: its entries go with it. */
    renumber: (changeId: string, to: { epoch: string; epochCounter: number; seq: number }): void => {
      renumber.run(to.epoch, to.epochCounter, to.seq, changeId);
    },
    /** Writes into every balance what its whole class is known to contain, where that is more than the row says. */
    foldIncluded: (through: { epoch: string; epochCounter: number; seq: number }): void => {
      fold.run(through.epoch, through.seq, through.epochCounter, through.seq);
    },
    /** The last change that these balances contain stands elsewhere now. */
    moveIncluded: (from: { epoch: string; seq: number }, to: { epoch: string; seq: number }): void => {
      moveIncluded.run(to.epoch, to.seq, from.epoch, from.seq);
    },
    /** The balances contain nothing of this till's own: it is another by now. */
    forgetIncluded: (): void => {
      forget.run();
    },
    clearLists: (): void => {
      clearLists.run();
    },
    setList: (account: Account, changeIds: readonly string[]): void => {
      setList.run(JSON.stringify(changeIds), account.kind, account.id);
    },
  };
}

function idsOf(text: string): string[] {
  if (text === '[]') return [];
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
