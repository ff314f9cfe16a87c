import { type HappenedBefore, happenedBefore } from './happened-before.ts';
import type { WrittenChange } from './history.ts';
import { type JudgedHistory, type JudgedSighting, eachSighting } from './judged-history.ts';

/** Causal order: whoever sees a change has all that its till had written and seen before. */
export function checkCausal(history: JudgedHistory): string[] {
  const before = happenedBefore(history);
  const wrong: string[] = [];
  const sellingAt = salesByTill(history);
  for (const sighting of eachSighting(history)) {
    wrong.push(
      ...withoutEarlier(sighting, sellingAt),
      ...withoutSale(history, sighting),
      ...withoutSeen(history, sighting, before),
      ...oldNames(history, sighting, before),
    );
  }
  return wrong;
}

type SellingAt = ReadonlyMap<string, readonly { readonly at: number; readonly saleId: string }[]>;

function salesByTill({ tills }: JudgedHistory): SellingAt {
  return new Map(
    tills.map(({ name, log }) => [
      name,
      log.flatMap((change, at) => (change.kind === 'sale' ? [{ at, saleId: change.saleId }] : [])),
    ]),
  );
}

/** Of each till, everything up to the newest that is there. */
function withoutEarlier({ where, sales, known }: JudgedSighting, sellingAt: SellingAt): string[] {
  const wrong: string[] = [];
  for (const [till, count] of known) {
    const missing = (sellingAt.get(till) ?? []).filter(({ at, saleId }) => at < count && !sales.has(saleId));
    if (missing.length > 0)
      wrong.push(`${where}: something of ${till} at ${count} is there, ${missing.length} earlier sales are not`);
  }
  return wrong;
}

/** A refund is nowhere without its sale. */
function withoutSale(history: JudgedHistory, { where, sales, came }: JudgedSighting): string[] {
  return came.flatMap((id) => {
    const place = history.placeOfSale.get(id);
    if (place === undefined) return [`${where}: a sale ${id} is there that no till wrote`];
    const refundOf = history.saleOf(place)?.refundOf ?? null;
    return refundOf === null || sales.has(refundOf) ? [] : [`${where}: a refund is there without its sale`];
  });
}

/** What a till had seen when it wrote what is there. */
function withoutSeen(history: JudgedHistory, sighting: JudgedSighting, before: HappenedBefore): string[] {
  const { where, known } = sighting;
  const wrong: string[] = [];
  for (const [till, count] of known) {
    if (count === 0) continue;
    for (const [other, seen] of before.dependsOn({ till, at: count - 1 })) {
      const here = known.get(other) ?? 0;
      const log = history.till(other)?.log.slice(here, seen) ?? [];
      if (log.some((change) => isMissed(change, sighting, before)))
        wrong.push(`${where}: ${till} at ${count} had seen ${other} at ${seen}, here it is at ${here}`);
    }
  }
  return wrong;
}

/** Whether a change would be seen, were it there: a name that lost to one given at the same time is not, nor what shows nowhere. */
function isMissed(change: WrittenChange, { customers }: JudgedSighting, before: HappenedBefore): boolean {
  if (change.kind !== 'edit') return change.kind === 'sale';
  const shown = customers[change.customerId];
  return shown === undefined || before.isOlderName(shown, change.value);
}

/** A name is not older than one whose change is there. */
function oldNames(
  history: JudgedHistory,
  { where, customers, known }: JudgedSighting,
  before: HappenedBefore,
): string[] {
  return Object.entries(customers).flatMap(([customerId, name]) =>
    history.tills.flatMap((till) => {
      const last = till.log
        .slice(0, known.get(till.name) ?? 0)
        .findLast((change) => change.kind === 'edit' && change.customerId === customerId);
      const isOld = last?.kind === 'edit' && before.isOlderName(name, last.value);
      return isOld ? [`${where}: a customer is called ${name}, older than ${last.value} of ${till.name}`] : [];
    }),
  );
}
