import { z } from 'zod';
import type { Id } from '#shared/base/ids.ts';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import { RECORD_TABLES, columnOf, fieldsOf } from '../apply/records/record-tables.ts';

const rowSchema = z.object({ id: z.string(), created_at: z.string(), updated_at: z.string() }).catchall(z.json());

/** Which records: of a kind, of a business; deleted ones are not there. */
export interface RecordsOf {
  readonly businessId: Id;
  readonly kind: RecordKind;
}

/** A condition or an order in SQL, made by the transaction's own template. */
export type SqlPart = ReturnType<Tx['unsafe']> | ReturnType<Pool>;

/** One record as its answer shows it, or nothing. */
export async function readRecord<Answer extends z.ZodType>(
  tx: Tx,
  { businessId, kind, id }: RecordsOf & { readonly id: Id },
  answer: Answer,
): Promise<z.output<Answer> | undefined> {
  const [found] = await tx<{ row: unknown }[]>`
    select to_jsonb(t) as row from ${tx(RECORD_TABLES[kind])} t where t.business_id = ${businessId} and t.id = ${id} and not t.is_deleted`;
  return found === undefined ? undefined : answer.parse(shownRecord(kind, found.row));
}

/** Some records in an order, a page of them at most, and how many there are in all. */
export async function listRecords<Answer extends z.ZodType>(
  tx: Tx,
  asked: RecordsOf & {
    readonly where: SqlPart;
    readonly orderBy: SqlPart;
    readonly page: number;
    readonly limit: number;
  },
  answer: Answer,
): Promise<{ rows: z.output<Answer>[]; total: number }> {
  const from = tx`from ${tx(RECORD_TABLES[asked.kind])} t where t.business_id = ${asked.businessId} and not t.is_deleted ${asked.where}`;
  const found = await tx<{ row: unknown }[]>`
    select to_jsonb(t) as row ${from} order by ${asked.orderBy}, t.id limit ${asked.limit} offset ${(asked.page - 1) * asked.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  return { rows: found.map(({ row }) => answer.parse(shownRecord(asked.kind, row))), total: count?.total ?? 0 };
}

/** A row of a record's table as the API names its fields. */
export function shownRecord(kind: RecordKind, came: unknown): Record<string, unknown> {
  const row = rowSchema.parse(came);
  const fields = fieldsOf(kind).map((field): [string, unknown] => [field, row[columnOf(field)] ?? null]);
  return {
    id: row.id,
    ...Object.fromEntries(fields),
    createdAt: isoOf(row.created_at),
    updatedAt: isoOf(row.updated_at),
  };
}

function isoOf(text: string): string {
  return new Date(text).toISOString();
}

/** A pattern that finds a text anywhere, whatever signs it holds. */
export function anywhere(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
