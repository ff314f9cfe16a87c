import type { Effects } from './effects.ts';
import { factPlace } from './fact-place.ts';
import type { ApplyContext, Incoming } from './incoming.ts';

/** Takes what was counted on the shelves: the anchors that levels start from. */
export function collectCounts(
  context: ApplyContext,
  counted: readonly Incoming<'stock.counted'>[],
  effects: Effects,
): void {
  for (const incoming of counted) {
    const { countId, note, lines } = incoming.change.payload;
    const place = factPlace(context, incoming);
    effects.counts.push({
      id: countId,
      ...place,
      change_id: incoming.change.id,
      scope: 'some',
      state: 'closed',
      note,
      counted_by: incoming.change.actorId,
    });
    // Of a shelf that was counted twice in one count the first by id stays, in whatever order they are looked at later.
    for (const { countedHlc, ...line } of lines.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
      // What was counted before the count was closed starts its level at that moment; no line is of a later one.
      const stamp = countedHlc === undefined || countedHlc > incoming.stamp ? incoming.stamp : countedHlc;
      effects.countLines.push({
        ...line,
        storeId: place.store_id,
        countId,
        stamp,
        occurredAt: place.occurred_at,
      });
    }
  }
}
