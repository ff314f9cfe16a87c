import { must } from '#shared/base/assert.ts';
import { type Cart, cartSchema } from '#shared/sale/cart.ts';
import { type Connection } from '../connection.ts';

/** A cart as it lies on the disk, and how far back and forward its edits go. */
export type Draft = { readonly cart: Cart; readonly isParked: boolean; readonly canUndo: boolean; readonly canRedo: boolean };
export type ParkedDraft = { readonly cart: Cart; readonly name: string; readonly parkedAtMs: number; readonly parkedBy: string };

type Row = {
  readonly draftNo: number;
  readonly saleId: string;
  readonly state: 'open' | 'parked';
  readonly version: number;
  readonly firstVersion: number;
  readonly lastVersion: number;
  readonly name: string;
  readonly parkedAtMs: number | null;
  readonly parkedBy: string | null;
};

/** So many edits can be taken back. */
export const UNDO_STEPS_MAX = 20;
export const PARKED_MAX = 200;
const VERSIONS_OF_ONE = 1_000_000;

const ROW = `draft_no AS draftNo, sale_id AS saleId, state, version, first_version AS firstVersion, last_version AS lastVersion, name, parked_at_ms AS parkedAtMs, parked_by AS parkedBy`;

export function readDrafts(db: Connection) {
  const open = db.prepare<[], Row>(`SELECT ${ROW} FROM drafts WHERE state = 'open'`);
  const bySale = db.prepare<[string], Row>(`SELECT ${ROW} FROM drafts WHERE sale_id = ?`);
  const parked = db.prepare<[number], Row>(`SELECT ${ROW} FROM drafts WHERE state = 'parked' ORDER BY parked_at_ms DESC LIMIT ?`);
  const parkedCount = db.prepare<[], { count: number }>("SELECT count(*) AS count FROM drafts WHERE state = 'parked'");
  const version = db.prepare<[number], { cart: string }>('SELECT cart FROM draft_versions WHERE id = ?');
  const ids = db.prepare<[], { saleId: string }>('SELECT sale_id AS saleId FROM drafts');
  // The open cart was written by this process: it is not read back and checked again with every scan.
  let kept: { readonly id: number; readonly cart: Cart } | null = null;
  const cartOf = (row: Row): Cart => {
    const id = versionId(row.draftNo, row.version);
    if (kept?.id === id) return kept.cart;
    const text = must(version.get(id), `the cart of draft ${row.saleId} is not there`).cart;
    const cart = cartSchema.parse(JSON.parse(text));
    kept = { id, cart };
    return cart;
  };
  const draftOf = (row: Row | undefined): Draft | null =>
    row === undefined
      ? null
      : { cart: cartOf(row), isParked: row.state === 'parked', canUndo: row.version > row.firstVersion, canRedo: row.version < row.lastVersion };
  return {
    open: (): Draft | null => draftOf(open.get()),
    get: (saleId: string): Draft | null => draftOf(bySale.get(saleId)),
    rowOf: (saleId: string): Row => must(bySale.get(saleId), `no draft ${saleId}`),
    parked: (): ParkedDraft[] =>
      parked.all(PARKED_MAX).map((row) => ({ cart: cartOf(row), name: row.name, parkedAtMs: row.parkedAtMs ?? 0, parkedBy: row.parkedBy ?? '' })),
    parkedCount: (): number => parkedCount.get()?.count ?? 0,
    saleIds: (): string[] => ids.all().map((row) => row.saleId),
    keep: (id: number, cart: Cart): void => {
      kept = { id, cart };
    },
    /** Drops what is kept in memory, where a transaction came to nothing. */
    forget: (): void => {
      kept = null;
    },
  };
}

export function writeDrafts(db: Connection, reader: ReturnType<typeof readDrafts>) {
  const create = db.prepare("INSERT INTO drafts (sale_id, state, version, first_version, last_version) VALUES (?, 'open', 1, 1, 1)");
  const move = db.prepare('UPDATE drafts SET version = ?, first_version = ?, last_version = ? WHERE draft_no = ?');
  const putVersion = db.prepare('INSERT OR REPLACE INTO draft_versions (id, cart) VALUES (?, ?)');
  const dropVersions = db.prepare('DELETE FROM draft_versions WHERE id BETWEEN ? AND ?');
  const drop = db.prepare('DELETE FROM drafts WHERE draft_no = ?');
  const park = db.prepare("UPDATE drafts SET state = 'parked', name = ?, parked_at_ms = ?, parked_by = ? WHERE sale_id = ?");
  const recall = db.prepare("UPDATE drafts SET state = 'open', name = '', parked_at_ms = NULL, parked_by = NULL WHERE sale_id = ?");
  const put = (draftNo: number, version: number, cart: Cart): void => {
    putVersion.run(versionId(draftNo, version), JSON.stringify(cart));
    reader.keep(versionId(draftNo, version), cart);
  };
  return {
    /** Opens a sale; there must be no other open one. */
    create: (cart: Cart): void => {
      put(Number(create.run(cart.saleId).lastInsertRowid), 1, cart);
    },
    /** Writes an edit of the cart as its newest version; what was taken back before can't be given again after it. */
    save: (cart: Cart): void => {
      const row = reader.rowOf(cart.saleId);
      const version = row.version + 1;
      const first = Math.max(row.firstVersion, version - UNDO_STEPS_MAX);
      put(row.draftNo, version, cart);
      move.run(version, first, version, row.draftNo);
      if (first > row.firstVersion) dropVersions.run(versionId(row.draftNo, row.firstVersion), versionId(row.draftNo, first - 1));
      if (row.lastVersion > version) dropVersions.run(versionId(row.draftNo, version + 1), versionId(row.draftNo, row.lastVersion));
    },
    /** Takes the last edit back (-1) or gives it again (1). */
    step: (saleId: string, by: -1 | 1): void => {
      const row = reader.rowOf(saleId);
      const version = Math.min(row.lastVersion, Math.max(row.firstVersion, row.version + by));
      move.run(version, row.firstVersion, row.lastVersion, row.draftNo);
    },
    park: (saleId: string, parked: { name: string; atMs: number; by: string }): void => {
      park.run(parked.name, parked.atMs, parked.by, saleId);
    },
    recall: (saleId: string): void => {
      recall.run(saleId);
    },
    drop: (saleId: string): void => {
      const row = reader.rowOf(saleId);
      dropVersions.run(versionId(row.draftNo, 0), versionId(row.draftNo, VERSIONS_OF_ONE - 1));
      drop.run(row.draftNo);
    },
  };
}

function versionId(draftNo: number, version: number): number {
  return draftNo * VERSIONS_OF_ONE + version;
}
