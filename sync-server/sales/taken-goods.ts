import type { Id, MakeId } from '#shared/base/ids.ts';
import type { BusinessDate } from '#shared/base/time.ts';
import type { CartLine, LineMove } from '#shared/sale/cart.ts';
import { lineMoves } from '#shared/sale/to-payload.ts';
import { type Lot, type Taken, takeFirstExpired } from '#shared/stock/first-expired-first-out.ts';
import type { Tx } from '#server/store/pool.ts';

type BatchRow = Lot & { readonly variantId: Id };

/** The batches of some variants as they lie in a store. */
export async function batchesOnHand(
  tx: Tx,
  of: { readonly businessId: Id; readonly storeId: Id; readonly variantIds: readonly Id[] },
): Promise<readonly BatchRow[]> {
  return tx<BatchRow[]>`
    select b.variant_id as "variantId", b.id as "batchId", b.expires_on as "expiresOn", coalesce(i.quantity_milli, 0) as "quantityMilli"
    from batches b left join inventory i on i.business_id = b.business_id and i.store_id = ${of.storeId}
      and i.variant_id = b.variant_id and i.batch_id = b.id
    where b.business_id = ${of.businessId} and b.variant_id = any(${[...of.variantIds]}::uuid[]) and not b.is_deleted`;
}

/** Lines whose goods come out of batches, each with what it takes, first expired first out, over all lines together. */
export function takenGoods(
  lines: readonly CartLine[],
  of: { readonly batches: readonly BatchRow[]; readonly day: BusinessDate; readonly makeId: MakeId },
): { readonly lines: readonly CartLine[]; readonly moves: ReadonlyMap<Id, readonly LineMove[]> } {
  const left = new Map<Id, Lot[]>();
  // What has expired is not sold; it stays for whoever throws it away.
  const good = of.batches.filter(({ expiresOn }) => expiresOn === null || expiresOn >= of.day);
  for (const { variantId, ...batch } of good) left.set(variantId, [...(left.get(variantId) ?? []), batch]);
  const moves = new Map<Id, readonly LineMove[]>();
  const taking = lines.map((line): CartLine => {
    const batches = left.get(line.variantId ?? '');
    const [whole] = lineMoves(line, of.makeId);
    if (batches === undefined || whole === undefined) return line;
    const parts = takeFirstExpired(batches, whole.quantityMilli);
    left.set(
      line.variantId ?? '',
      batches.map((batch) => lessTaken(batch, parts)),
    );
    moves.set(
      line.id,
      parts.map((part) => ({ ...whole, ...part, id: of.makeId() })),
    );
    const batchId = parts[0]?.batchId ?? line.batchId;
    return { ...line, batchId, parts: line.parts.map((part) => ({ ...part, batchId })) };
  });
  return { lines: taking, moves };
}

function lessTaken(lot: Lot, parts: readonly Taken[]): Lot {
  const taken = parts.find(({ batchId }) => batchId === lot.batchId)?.quantityMilli ?? 0;
  return { ...lot, quantityMilli: lot.quantityMilli - taken };
}
