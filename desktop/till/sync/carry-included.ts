import { epochCounter } from '#shared/changes/hash-chain.ts';
import { type Position, comparePosition } from '#shared/stock/level-rules.ts';
import type { ChangePlace } from '../store/tables/change-places.ts';
import { ledgersThrough, setLedgersThrough } from '../store/ledgers-through.ts';
import type { Writer } from '../store/till-tables.ts';

/** Writes what the whole class is known to contain into every level and balance, and ends its mark. */
export function foldMarks(writer: Writer): void {
  foldLevelMark(writer);
  const through = ledgersThrough(writer);
  if (through === null) return;
  writer.ledgers.foldIncluded({ ...through, epochCounter: epochCounter(through.epoch) });
  setLedgersThrough(writer, null);
}

/** Writes what the whole class of levels is known to contain into every row of it, and ends the mark of the class. */
function foldLevelMark(writer: Writer): void {
  for (const mark of writer.sync.marks()) {
    const epoch = mark.completeThroughEpoch;
    if (mark.class !== 'levels' || epoch === null) continue;
    writer.feed.foldIncluded({ epoch, epochCounter: epochCounter(epoch), seq: mark.completeThroughSeq });
    writer.sync.putMark({ ...mark, completeThroughEpoch: null, completeThroughSeq: 0 });
  }
}

/**
 * Lets the levels and balances that are here still say what they contain, after changes that they contain got new places: an office that
 * lost what it had acknowledged gets it again, while the rows of before are shown until others come.
 *
 * @param moved the changes with their places of before, in that order
 */
export function carryIncluded(writer: Writer, moved: readonly ChangePlace[]): void {
  const first = moved[0];
  if (first === undefined) return;
  foldMarks(writer);
  for (const rows of [writer.feed, writer.ledgers]) {
    for (const { epoch, seq } of rows.includedPlaces()) {
      const contained = { epochCounter: epochCounter(epoch), seq };
      const last = moved.findLast((place) => comparePosition(positionOfPlace(place), contained) <= 0);
      const now = last === undefined ? null : writer.places.placeOf(last.id);
      if (now !== null) rows.moveIncluded({ epoch, seq }, now);
    }
  }
}

function positionOfPlace({ epoch, seq }: ChangePlace): Position {
  return { epochCounter: epochCounter(epoch), seq };
}
