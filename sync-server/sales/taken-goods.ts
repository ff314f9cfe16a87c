import { type Id, type MakeId, NO_ID } from '#shared/base/ids.ts';
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

/** A line of a fact carries so many movements. */
const MOVES_MAX = 50;

/**
 * Lines whose goods come out of batches, each with what it takes, first expired first out, over all lines together; of a
 * set each of its parts.
 */
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
    if (!line.parts.some(({ variantId }) => left.has(variantId))) return line;
    const whole = lineMoves(line, of.makeId);
    const taken = whole.map((move) => takenOf(left, move));
    const split = whole.flatMap((move, place) =>
      (taken[place] ?? []).map((part) => ({ ...move, ...part, id: of.makeId() })),
    );
    const firstOf = new Map(whole.map(({ variantId }, place) => [variantId, taken[place]?.[0]?.batchId ?? NO_ID]));
    const parts = line.parts.map((part) => ({ ...part, batchId: firstOf.get(part.variantId) ?? part.batchId }));
    const kept = { ...line, parts, batchId: firstOf.get(line.variantId ?? '') ?? line.batchId };
    moves.set(line.id, split.length <= MOVES_MAX ? split : lineMoves(kept, of.makeId));
    return kept;
  });
  return { lines: taking, moves };
}

/** What a movement takes of which batch; of what has no batches all of it, from none. */
function takenOf(left: Map<Id, Lot[]>, { variantId, batchId, quantityMilli }: LineMove): readonly Taken[] {
  const batches = left.get(variantId);
  if (batches === undefined) return [{ batchId, quantityMilli }];
  const taken = takeFirstExpired(batches, quantityMilli);
  left.set(
    variantId,
    batches.map((batch) => lessTaken(batch, taken)),
  );
  return taken;
}

function lessTaken(lot: Lot, parts: readonly Taken[]): Lot {
  const taken = parts.find(({ batchId }) => batchId === lot.batchId)?.quantityMilli ?? 0;
  return { ...lot, quantityMilli: lot.quantityMilli - taken };
}
