import { drizzle } from 'drizzle-orm/better-sqlite3';
import { type Connection } from './connection.ts';
import type { JournalEntry } from './journal.ts';
import { readAliases, writeAliases } from './tables/aliases.ts';
import { readAuditedDays, writeAuditedDays } from './tables/audited-days.ts';
import { readCallAnswers, writeCallAnswers } from './tables/call-answers.ts';
import { readChangeLog, writeChangeLog } from './tables/change-log.ts';
import { readChangePlaces, writeChangePlaces } from './tables/change-places.ts';
import { readCredits, writeCredits } from './tables/credits.ts';
import { readDebts } from './tables/debts.ts';
import { readExpensePhotos, writeExpensePhotos } from './tables/expense-photos.ts';
import { readExpenses, writeExpenses } from './tables/expenses.ts';
import { readFeedRows, writeFeedRows } from './tables/feed-rows.ts';
import { readCustomers } from './tables/customers.ts';
import { readItems } from './tables/items.ts';
import { readLedgers, writeLedgers } from './tables/ledgers.ts';
import { readLogo, writeLogo } from './tables/logo.ts';
import { readMeta, writeMeta } from './tables/meta.ts';
import { readPeople } from './tables/people.ts';
import { readPinTries, writePinTries } from './tables/pin-tries.ts';
import { readPromised } from './tables/promised-payments.ts';
import { readRecords, writeRecords } from './tables/records.ts';
import { readSales, writeSales } from './tables/sales.ts';
import { readSearch, writeSearch } from './tables/search.ts';
import { readShelf } from './tables/shelf.ts';
import { readShop } from './tables/shop.ts';
import { readShifts, writeShifts } from './tables/shifts.ts';
import { readStock, writeStock } from './tables/stock.ts';
import { readStockLists } from './tables/stock-lists.ts';
import { readSyncState, writeSyncState } from './tables/sync-state.ts';
import type { Vault } from './vault.ts';

/** Everything that can be read from the money file; each query is prepared once, when the file is opened. */
export type Reader = ReturnType<typeof readTables>;

/** The same and everything that can be written. One exists only inside `write`. */
export type Writer = ReturnType<typeof writeTables>;

export function readTables(db: Connection, vault: Vault) {
  const meta = readMeta(db);
  return {
    meta,
    aliases: readAliases(db),
    shop: readShop(drizzle(db), meta),
    logo: readLogo(db),
    people: readPeople(drizzle(db), meta, vault),
    items: readItems(db),
    customers: readCustomers(db),
    changes: readChangeLog(db),
    places: readChangePlaces(db),
    feed: readFeedRows(db, vault),
    sync: readSyncState(db, vault),
    records: readRecords(db, vault),
    search: readSearch(db),
    shelf: readShelf(db),
    stock: readStock(db),
    stockLists: readStockLists(db),
    ledgers: readLedgers(db),
    credits: readCredits(db),
    debts: readDebts(db),
    promised: readPromised(db),
    sales: readSales(db),
    shifts: readShifts(db),
    expenses: readExpenses(db),
    photos: readExpensePhotos(db),
    answers: readCallAnswers(db),
    pinTries: readPinTries(db),
    audits: readAuditedDays(db),
  };
}

export function writeTables(db: Connection, reader: Reader, vault: Vault) {
  const changes = db.prepare<[], { total: number }>('SELECT total_changes() AS total');
  const forget = (): void => {
    reader.shop.forget();
    reader.people.forget();
    reader.aliases.forget();
  };
  const forgetAll = (): void => {
    forget();
    reader.answers.forget();
  };
  return {
    meta: { ...reader.meta, ...writeMeta(db) },
    aliases: { ...reader.aliases, ...writeAliases(db, reader.aliases) },
    shop: reader.shop,
    logo: { ...reader.logo, ...writeLogo(db) },
    people: reader.people,
    items: reader.items,
    customers: reader.customers,
    changes: { ...reader.changes, ...writeChangeLog(db) },
    places: { ...reader.places, ...writeChangePlaces(db) },
    feed: { ...reader.feed, ...writeFeedRows(db) },
    sync: { ...reader.sync, ...writeSyncState(db, vault) },
    records: { ...reader.records, ...writeRecords(db, vault, forget) },
    shelf: reader.shelf,
    search: { ...reader.search, ...writeSearch(db) },
    stock: { ...reader.stock, ...writeStock(db) },
    stockLists: reader.stockLists,
    ledgers: { ...reader.ledgers, ...writeLedgers(db) },
    credits: { ...reader.credits, ...writeCredits(db) },
    debts: reader.debts,
    promised: reader.promised,
    sales: { ...reader.sales, ...writeSales(db) },
    shifts: { ...reader.shifts, ...writeShifts(db) },
    expenses: { ...reader.expenses, ...writeExpenses(db) },
    photos: { ...reader.photos, ...writeExpensePhotos(db) },
    answers: { ...reader.answers, ...writeCallAnswers(db, reader.answers) },
    pinTries: { ...reader.pinTries, ...writePinTries(db) },
    audits: { ...reader.audits, ...writeAuditedDays(db) },
    /** Grows with everything that was written; says whether a backup is old. */
    commitCount: (): number => changes.get()?.total ?? 0,
    /** Drops what is kept in memory, where a transaction came to nothing. */
    forget: forgetAll,
    /** What this transaction appended to the log; the store copies it to the journal after COMMIT. */
    appended: new Array<JournalEntry>(),
  };
}
