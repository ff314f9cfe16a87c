import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { LoadedRows, PullView } from './pull-view.ts';
import { recordJson } from './record-json.ts';

type Row = { readonly id: string; readonly json: string | null };

/** Records of a class that holds other rows too, with all their fields and ranks, as the database writes them. */
export async function loadRecords(
  tx: Tx,
  view: PullView,
  kind: RecordKind,
  ids: readonly string[],
): Promise<LoadedRows> {
  const json = recordJson(kind, { id: 'i.id', storeId: '$3', protocol: view.protocol });
  const found = await tx.unsafe<Row[]>(
    `select i.id, (${json}) as json from unnest($2::uuid[]) as i (id) where $3::uuid is not null`,
    [view.businessId, arrayLiteral(ids), view.storeId],
    { prepare: true },
  );
  return new Map(found.flatMap(({ id, json }) => (json === null ? [] : [[id, json]])));
}
