import { accept } from '#shared/base/outcome.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import { itemName } from '#shared/catalogue/item-name.ts';
import { stockExpiringCall } from '#shared/till-calls/stock-calls.ts';
import { levelsCompleteThrough, onHandByBatch } from '../catalogue/on-hand.ts';
import { reading } from '../store/handler.ts';

/** So many batches are looked at for one page; of most of the old ones nothing is left. */
const EXPIRING_LOOKED_AT = 300;

/** Batches that lie here and expire soon, or did. */
export const listExpiring = reading(stockExpiringCall, ({ core }, { after }) =>
  core.store.read((reader) => {
    const today = businessDateAt(instantAt(core.nowMs(), reader.meta.identity()?.timeZone ?? 'UTC'), 0);
    const rows = reader.stockLists.expiring(today, after, EXPIRING_LOOKED_AT);
    const completeThrough = levelsCompleteThrough(reader);
    const batches = rows.flatMap(({ variantId, batchId, number, expiresOn }) => {
      const item = reader.items.byVariant(variantId);
      const level = onHandByBatch(reader, variantId, completeThrough).find((each) => each.batchId === batchId);
      if (item === null || level === undefined || level.onHandMilli <= 0) return [];
      return [
        {
          variantId,
          name: itemName(item),
          unit: item.unit,
          batch: { batchId, number, expiresOn },
          onHandMilli: level.onHandMilli,
          isExpired: expiresOn < today,
        },
      ];
    });
    const last = rows.length < EXPIRING_LOOKED_AT ? undefined : rows.at(-1);
    return accept({
      batches,
      next: last === undefined ? null : { expiresOn: last.expiresOn, batchId: last.batchId },
    });
  }),
);
