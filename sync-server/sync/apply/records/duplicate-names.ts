import type { Id } from '#shared/base/ids.ts';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../../rows/array-literal.ts';
import type { ApplyContext } from '../incoming.ts';
import { openCases } from '../open-cases.ts';

/** The names that people look things up by, and what makes two of them the same thing after all. */
const NAMES: Partial<
  Record<RecordKind, { readonly table: string; readonly column: string; readonly thing: string; readonly kind: string }>
> = {
  product_variant: { table: 'product_variants', column: 'sku', thing: 'id', kind: 'duplicate_sku' },
  barcode: { table: 'barcodes', column: 'code', thing: 'variant_id', kind: 'duplicate_barcode' },
  customer: { table: 'customers', column: 'phone', thing: 'id', kind: 'duplicate_phone' },
};

/** Opens a case for each name that stands twice now: two tills gave it while offline, and both are kept. */
export async function openDuplicateNameCases(
  tx: Tx,
  context: ApplyContext,
  kind: RecordKind,
  ids: readonly Id[],
): Promise<void> {
  const name = NAMES[kind];
  if (name === undefined || ids.length === 0) return;
  const found = await tx.unsafe<{ value: string; ids: string[] }[]>(
    `select o.${name.column} as value, array_agg(distinct o.id::text order by o.id::text) as ids
     from ${name.table} o
     where o.business_id = $1::uuid and not o.is_deleted and o.${name.column} <> '' and o.${name.column} in (
       select t.${name.column} from ${name.table} t where t.business_id = $1::uuid and t.id = any($2::uuid[]) and not t.is_deleted)
     group by o.${name.column} having count(distinct o.${name.thing}) > 1`,
    [context.businessId, arrayLiteral(ids)],
    { prepare: true },
  );
  await openCases(
    tx,
    context,
    found.map(({ value, ids: sharing }) => ({
      kind: name.kind,
      entity: kind,
      entityId: value,
      values: { value, ids: sharing },
    })),
  );
}
