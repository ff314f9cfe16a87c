import { getTableName } from 'drizzle-orm';
import { barcodeKey } from '#shared/catalogue/barcode/gtin.ts';
import { must } from '#shared/base/assert.ts';
import { RECORD_KINDS, type RecordKind } from '#shared/changes/record-kinds.ts';
import { recordKindSchema } from '#shared/changes/record-edits.ts';
import { foldRanks, unfoldRanks } from '#shared/sync/shared-rank.ts';
import { type Connection } from '../connection.ts';
import type { Vault } from '../vault.ts';
import { codecsOf, objectWriter } from '../write-row.ts';
import { customerKeys } from './customers.ts';
import { type JsonValue, jsonValueSchema } from './json-value.ts';
import { RECORD_TABLES } from './record-tables.ts';

/**
 * A record as sync handles it: all its fields, the rank of each, and up to which own change the row contains them. What goes
 * in may have its ranks folded (shared/sync/shared-rank.ts); what comes out never has.
 */
export type StoredRecord = {
  readonly fields: Readonly<Record<string, JsonValue>>;
  readonly ranks: Readonly<Record<string, string>>;
  readonly includedEpoch: string | null;
  readonly includedSeq: number;
  readonly isDeleted: boolean;
};

const KEPT_IN_MEMORY: ReadonlySet<RecordKind> = new Set([
  'business',
  'store',
  'setting',
  'tax_rate',
  'price_list',
  'promotion',
  'role',
  'staff',
]);

const FIELDS = new Map(recordKindSchema.options.map((kind) => [kind, Object.keys(RECORD_KINDS[kind].shape)]));
const fieldsOf = (kind: RecordKind): readonly string[] => must(FIELDS.get(kind), 'every kind has fields');

export function readRecords(db: Connection, vault: Vault) {
  const reads = byKind((kind) => {
    const table = RECORD_TABLES[kind];
    const select = db.prepare<[string], Record<string, unknown>>(`SELECT * FROM ${getTableName(table)} WHERE id = ?`);
    return { select, codecs: codecsOf(table) };
  });
  const staffName = db.prepare<[string], { name: string }>('SELECT full_name AS name FROM staff WHERE id = ?');
  const tillName = db.prepare<[string], { name: string }>('SELECT name FROM tills WHERE id = ?');
  const ids = byKind((kind) =>
    db.prepare<[], { id: string }>(
      `SELECT id FROM ${getTableName(RECORD_TABLES[kind])} WHERE is_deleted = 0 ORDER BY id`,
    ),
  );
  return {
    /** Every record of a kind that is not deleted. */
    idsOf: (kind: RecordKind): string[] =>
      ids(kind)
        .all()
        .map(({ id }) => id),
    /** The name of a till of the store, empty where it isn't known. */
    nameOfTill: (id: string): string => tillName.get(id)?.name ?? '',
    /** The name of a person of the staff, empty where this till doesn't know them. */
    nameOfStaff: (id: string): string => staffName.get(id)?.name ?? '',
    /** One record of a kind, a deleted one too; null where it never was. */
    get: (kind: RecordKind, id: string): StoredRecord | null => {
      const { select, codecs } = reads(kind);
      const row = select.get(id);
      if (row === undefined) return null;
      const values: Record<string, JsonValue> = {};
      for (const codec of codecs) values[codec.key] = jsonValueSchema.parse(codec.fromCell(row[codec.name]));
      return recordOf(kind, values, vault);
    },
  };
}

/** `onSettings` is told when a record was written that the till keeps in memory. */
export function writeRecords(db: Connection, vault: Vault, onSettings: () => void) {
  const tell = (kind: RecordKind): void => {
    if (KEPT_IN_MEMORY.has(kind)) onSettings();
  };
  const puts = byKind((kind) => objectWriter(db, RECORD_TABLES[kind], ['id']));
  const deletes = byKind((kind) => db.prepare(`DELETE FROM ${getTableName(RECORD_TABLES[kind])} WHERE id = ?`));
  const clears = byKind((kind) => db.prepare(`DELETE FROM ${getTableName(RECORD_TABLES[kind])}`));
  return {
    /** Writes the whole record; every field of its kind must be there. A PIN's verifier is sealed on its way. */
    put: (kind: RecordKind, id: string, record: StoredRecord): void => {
      const fields = asStored(kind, record.fields, vault);
      const { ranks, includedEpoch, includedSeq, isDeleted } = record;
      const folded = foldRanks(ranks, fieldsOf(kind));
      puts(kind)({ ...fields, id, ranks: folded, includedEpoch, includedSeq, isDeleted });
      tell(kind);
    },
    /** Forgets the record, its tombstone too. */
    remove: (kind: RecordKind, id: string): void => {
      deletes(kind).run(id);
      tell(kind);
    },
    /** Empties a kind, where a class is read anew. */
    clear: (kind: RecordKind): void => {
      clears(kind).run();
      tell(kind);
    },
  };
}

function recordOf(kind: RecordKind, values: Record<string, JsonValue>, vault: Vault): StoredRecord {
  const fields: Record<string, JsonValue> = {};
  for (const key of fieldsOf(kind)) fields[key] = values[key] ?? null;
  const hash = fields['pinHash'];
  if (kind === 'staff' && typeof hash === 'string') fields['pinHash'] = vault.open(hash);
  const { ranks, includedEpoch, includedSeq, isDeleted } = values;
  return {
    fields,
    ranks: unfoldRanks(ranksOf(ranks), fieldsOf(kind)),
    includedEpoch: typeof includedEpoch === 'string' ? includedEpoch : null,
    includedSeq: typeof includedSeq === 'number' ? includedSeq : 0,
    isDeleted: isDeleted === true,
  };
}

function ranksOf(value: JsonValue | undefined): Record<string, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** A PIN's verifier is sealed; a barcode gets the key that scans look for, a customer those of the search. */
function asStored(kind: RecordKind, fields: StoredRecord['fields'], vault: Vault): StoredRecord['fields'] {
  const pinHash = fields['pinHash'];
  const code = fields['code'];
  if (kind === 'staff' && typeof pinHash === 'string') return { ...fields, pinHash: vault.seal(pinHash) };
  if (kind === 'barcode' && typeof code === 'string') return { ...fields, codeKey: barcodeKey(code) };
  const { name, phone } = fields;
  if (kind === 'customer' && typeof name === 'string' && typeof phone === 'string')
    return { ...fields, ...customerKeys(name, phone) };
  return fields;
}

function byKind<Value>(make: (kind: RecordKind) => Value): (kind: RecordKind) => Value {
  const made = new Map(recordKindSchema.options.map((kind) => [kind, make(kind)]));
  return (kind) => must(made.get(kind), `no table for records of kind ${kind}`);
}
