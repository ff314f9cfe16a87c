import { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import { type Cart, cartSchema } from '#shared/sale/cart.ts';
import { type Tender, tenderSchema } from '#shared/sale/tender.ts';
import { type Aliases, throughAliases } from '#shared/sync/aliases.ts';
import { type Connection } from '../connection.ts';

/** A cart as it lies on the disk, and how far back and forward its edits go. */
export type Draft = {
  readonly cart: Cart;
  readonly isParked: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What the customer paid of it so far. */
  readonly payments: readonly Tender[];
};
export type ParkedDraft = {
  readonly cart: Cart;
  readonly name: string;
  readonly parkedAtMs: number;
  readonly parkedBy: string;
};

/** So many edits can be taken back. */
export const UNDO_STEPS_MAX = 20;
export const PARKED_MAX = 200;
const VERSIONS_OF_ONE = 1_000_000;

type Row = {
  readonly draftNo: number;
  readonly state: 'open' | 'parked';
  readonly backTo: number | null;
  readonly firstId: number;
  readonly lastId: number;
  readonly name: string;
  readonly parkedAtMs: number | null;
  readonly parkedBy: string | null;
  readonly payments: string;
};

const paymentsSchema = z.array(tenderSchema);

/** Where a draft's versions stand, and the cart of the one that is shown. */
type Stand = {
  readonly draftNo: number;
  readonly isParked: boolean;
  readonly first: number;
  readonly shown: number;
  readonly last: number;
  readonly cart: Cart;
  readonly payments: readonly Tender[];
};

const FIRST = `(SELECT id FROM draft_versions WHERE id >= draft_no * ${VERSIONS_OF_ONE} ORDER BY id LIMIT 1)`;
const LAST = `(SELECT id FROM draft_versions WHERE id < (draft_no + 1) * ${VERSIONS_OF_ONE} ORDER BY id DESC LIMIT 1)`;
const ROW = `draft_no AS draftNo, state, back_to AS backTo, ${FIRST} AS firstId, ${LAST} AS lastId, name, parked_at_ms AS parkedAtMs, parked_by AS parkedBy, payments`;

const PARK = "UPDATE drafts SET state = 'parked', name = ?, parked_at_ms = ?, parked_by = ? WHERE sale_id = ?";
const RECALL = "UPDATE drafts SET state = 'open', name = '', parked_at_ms = NULL, parked_by = NULL WHERE sale_id = ?";

export type DraftsReader = ReturnType<typeof readDrafts>;

export function readDrafts(db: Connection) {
  const open = db.prepare<[], Row>(`SELECT ${ROW} FROM drafts WHERE state = 'open'`);
  const bySale = db.prepare<[string], Row>(`SELECT ${ROW} FROM drafts WHERE sale_id = ?`);
  const parked = db.prepare<[number], Row>(
    `SELECT ${ROW} FROM drafts WHERE state = 'parked' ORDER BY parked_at_ms DESC LIMIT ?`,
  );
  const parkedCount = db.prepare<[], { count: number }>("SELECT count(*) AS count FROM drafts WHERE state = 'parked'");
  const version = db.prepare<[number], { cart: string }>('SELECT cart FROM draft_versions WHERE id = ?');
  const ids = db.prepare<[], { saleId: string }>('SELECT sale_id AS saleId FROM drafts');
  // The open sale was written by this process alone: it is not read back and checked again with every scan.
  let kept: Stand | null = null;
  let keptCount: number | null = null;
  const standOf = (row: Row | undefined): Stand | null => {
    if (row === undefined) return null;
    const { draftNo } = row;
    const last = row.lastId - draftNo * VERSIONS_OF_ONE;
    const shown = row.backTo ?? last;
    const text = must(version.get(versionId(draftNo, shown)), `the cart of draft ${draftNo} is not there`).cart;
    const cart = cartSchema.parse(JSON.parse(text));
    return {
      draftNo,
      isParked: row.state === 'parked',
      first: row.firstId - draftNo * VERSIONS_OF_ONE,
      shown,
      last,
      cart,
      payments: paymentsSchema.parse(JSON.parse(row.payments)),
    };
  };
  const stand = (saleId: string): Stand | null => {
    if (kept?.cart.saleId === saleId) return kept;
    const found = standOf(bySale.get(saleId));
    if (found !== null && !found.isParked) kept = found;
    return found;
  };
  return {
    open: (): Draft | null => {
      if (kept === null || kept.isParked) kept = standOf(open.get());
      return draftOf(kept);
    },
    get: (saleId: string): Draft | null => draftOf(stand(saleId)),
    stand: (saleId: string): Stand => must(stand(saleId), `no draft ${saleId}`),
    parked: (): ParkedDraft[] =>
      parked.all(PARKED_MAX).flatMap((row) => {
        const found = standOf(row);
        return found === null
          ? []
          : [{ cart: found.cart, name: row.name, parkedAtMs: row.parkedAtMs ?? 0, parkedBy: row.parkedBy ?? '' }];
      }),
    /** The carts of edits that were taken back and not given again, oldest first. */
    undone: (saleId: string): Cart[] => {
      const { draftNo, shown, last } = stand(saleId) ?? { draftNo: 0, shown: 0, last: 0 };
      const ids = Array.from({ length: last - shown }, (_, place) => versionId(draftNo, shown + 1 + place));
      return ids.flatMap((id) => {
        const row = version.get(id);
        return row === undefined ? [] : [cartSchema.parse(JSON.parse(row.cart))];
      });
    },
    parkedCount: (): number => (keptCount ??= parkedCount.get()?.count ?? 0),
    saleIds: (): string[] => ids.all().map((row) => row.saleId),
    keep: (next: Stand): void => {
      kept = next;
    },
    /** Drops what is kept in memory, where a transaction came to nothing or changed more than a cart. */
    forget: (): void => {
      kept = null;
      keptCount = null;
    },
  };
}

export function writeDrafts(db: Connection, reader: DraftsReader) {
  const create = db.prepare("INSERT INTO drafts (sale_id, state) VALUES (?, 'open')");
  const showAt = db.prepare('UPDATE drafts SET back_to = ? WHERE draft_no = ?');
  const putVersion = db.prepare('INSERT OR REPLACE INTO draft_versions (id, cart) VALUES (?, ?)');
  const dropVersions = db.prepare('DELETE FROM draft_versions WHERE id BETWEEN ? AND ?');
  const drop = db.prepare('DELETE FROM drafts WHERE draft_no = ?');
  const park = db.prepare(PARK);
  const nameParked = db.prepare("UPDATE drafts SET name = ? WHERE sale_id = ? AND state = 'parked'");
  const recall = db.prepare(RECALL);
  const keepPayments = db.prepare('UPDATE drafts SET payments = ? WHERE draft_no = ?');
  const carts = db.prepare<[], { id: number; cart: string }>('SELECT id, cart FROM draft_versions');
  return {
    /** Lets every cart name things by the ids that they have become. */
    mapCarts: (aliases: Aliases): void => {
      for (const { id, cart } of carts.all()) {
        const mapped = throughAliases(cart, aliases);
        if (mapped !== cart) putVersion.run(id, mapped);
      }
      reader.forget();
    },
    /** Opens a sale; there must be no other open one. */
    create: (cart: Cart): void => {
      const draftNo = Number(create.run(cart.saleId).lastInsertRowid);
      putVersion.run(versionId(draftNo, 1), JSON.stringify(cart));
      reader.keep({ draftNo, isParked: false, first: 1, shown: 1, last: 1, cart, payments: [] });
    },
    /** Writes an edit of the cart as its newest version; what was taken back before can't be given again after it. */
    save: (cart: Cart): void => {
      const before = reader.stand(cart.saleId);
      const { draftNo, isParked, payments } = before;
      const shown = before.shown + 1;
      const first = Math.max(before.first, shown - UNDO_STEPS_MAX);
      if (before.last >= shown) {
        dropVersions.run(versionId(draftNo, shown), versionId(draftNo, before.last));
        showAt.run(null, draftNo);
      }
      putVersion.run(versionId(draftNo, shown), JSON.stringify(cart));
      if (first > before.first) dropVersions.run(versionId(draftNo, before.first), versionId(draftNo, first - 1));
      reader.keep({ draftNo, isParked, first, shown, last: shown, cart, payments });
    },
    /** Writes down all that was paid of it so far, in place of what stood there. */
    keepPayments: (saleId: string, payments: readonly Tender[]): void => {
      keepPayments.run(JSON.stringify(payments), reader.stand(saleId).draftNo);
      reader.forget();
    },
    /** Takes the last edit back (-1) or gives it again (1). */
    step: (saleId: string, by: -1 | 1): void => {
      const { draftNo, first, shown, last } = reader.stand(saleId);
      const next = Math.min(last, Math.max(first, shown + by));
      showAt.run(next === last ? null : next, draftNo);
      reader.forget();
    },
    park: (saleId: string, parked: { name: string; atMs: number; by: string }): void => {
      park.run(parked.name, parked.atMs, parked.by, saleId);
      reader.forget();
    },
    nameParked: (saleId: string, name: string): void => void nameParked.run(name, saleId),
    recall: (saleId: string): void => {
      recall.run(saleId);
      reader.forget();
    },
    drop: (saleId: string): void => {
      const { draftNo } = reader.stand(saleId);
      dropVersions.run(versionId(draftNo, 0), versionId(draftNo, VERSIONS_OF_ONE - 1));
      drop.run(draftNo);
      reader.forget();
    },
  };
}

function draftOf(stand: Stand | null): Draft | null {
  return stand === null
    ? null
    : {
        cart: stand.cart,
        isParked: stand.isParked,
        canUndo: stand.shown > stand.first,
        canRedo: stand.shown < stand.last,
        payments: stand.payments,
      };
}

function versionId(draftNo: number, version: number): number {
  return draftNo * VERSIONS_OF_ONE + version;
}
