import { isOutOfTouch } from './out-of-touch.ts';
import { type FinalState, RECORD_TABLES, type RecordRow, type RecordTable, type TillDisk } from './final-state.ts';
import { type WaitingEdits, waitingEdits, waitsFor } from './waiting-edits.ts';

/** What a till keeps for itself, and what the office does: no part of the record. */
const OWN_COLUMNS = new Set([
  'ranks',
  'included_epoch',
  'included_seq',
  'pin_hash',
  'code_key',
  'name_key',
  'phone_key',
]);
const NAMES = Object.keys(RECORD_TABLES).filter((name): name is RecordTable => name in RECORD_TABLES);

/** Invariant 2, records (I7): every till that is heard holds, field by field, what the office holds. */
export function checkRecords(state: FinalState): string[] {
  const wrong: string[] = [];
  for (const till of state.tills) {
    if (isOutOfTouch(state, till)) continue;
    const edits = waitingEdits(state, till);
    wrong.push(...forgotten(till, edits));
    for (const name of NAMES) {
      const theirs = new Map(
        state.office.records[name]
          .filter((row) => row['business_id'] === till.business && isForStore(name, row, till.store))
          .map((row) => [String(row['id']), row]),
      );
      for (const row of till.records[name]) {
        const there = theirs.get(String(row['id']));
        theirs.delete(String(row['id']));
        const waits = waitsFor(edits, row);
        if (there === undefined) {
          if (row['is_deleted'] !== 1 && waits.size === 0)
            wrong.push(`I7 ${till.name} has one of ${name} that the office does not have`);
        } else
          for (const column of differing(row, there)) {
            if (waits.get(column)?.some((value) => text(value) === text(row[column])) === true) continue;
            wrong.push(`I7 ${till.name} ${name}.${column} is ${text(row[column])}, not ${text(there[column])}`);
          }
      }
      for (const row of theirs.values())
        if (row['is_deleted'] !== true)
          wrong.push(`I9 ${till.name} misses one of ${name}: ${text(row['name'] ?? row['id'])}`);
    }
  }
  return wrong;
}

/** What waits for somebody's word is not gone from the till that wrote it. */
function forgotten(till: TillDisk, edits: WaitingEdits): string[] {
  const here = new Set(
    NAMES.flatMap((name) =>
      till.records[name].filter((row) => row['is_deleted'] !== 1).map((row) => String(row['id'])),
    ),
  );
  return [...edits.keys()]
    .filter((id) => !here.has(id))
    .map(() => `I7 ${till.name} forgot a record that waits in quarantine`);
}

function isForStore(name: RecordTable, row: RecordRow, store: string): boolean {
  if (name === 'stores') return row['id'] === store;
  if (name === 'tills' || name === 'favourites') return row['store_id'] === store;
  if (name === 'settings') return row['store_id'] === null || row['store_id'] === store;
  return true;
}

function differing(row: RecordRow, there: RecordRow): string[] {
  if (row['is_deleted'] === 1 && there['is_deleted'] === true) return [];
  return Object.keys(row).filter(
    (column) => !OWN_COLUMNS.has(column) && column in there && text(row[column]) !== text(there[column]),
  );
}

/** One spelling for what both databases write in their own ways: truth as a number, lists and objects as JSON. */
function text(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value === null || value === undefined) return '-';
  if (typeof value === 'string' && /^[[{"]/.test(value)) return sorted(JSON.parse(value));
  return typeof value === 'string' ? value : sorted(value);
}

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([key, each]) => `${key}:${sorted(each)}`).join()}}`;
}
