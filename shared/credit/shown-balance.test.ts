import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor } from '#shared/base/money.ts';
import { type Position, comparePosition } from '#shared/stock/level-rules.ts';
import { idOf } from '#tests/support/carts.ts';
import { type OwnEntry, shownBalance } from './shown-balance.ts';

const own = fc
  .uniqueArray(
    fc.record({
      epochCounter: fc.integer({ min: 1, max: 3 }),
      seq: fc.integer({ min: 1, max: 6 }),
      amountMinor: fc.integer({ min: -5000, max: 5000 }).map(minor),
      waits: fc.boolean(),
    }),
    { maxLength: 12, selector: ({ epochCounter, seq }) => `${epochCounter}/${seq}` },
  )
  .map((entries) =>
    entries.map(({ epochCounter, seq, amountMinor, waits }) => ({
      entry: { changeId: idOf(epochCounter * 100 + seq), position: { epochCounter, seq }, amountMinor },
      waits,
    })),
  );
const place: fc.Arbitrary<Position | null> = fc.option(
  fc.record({ epochCounter: fc.integer({ min: 1, max: 3 }), seq: fc.integer({ min: 0, max: 6 }) }),
);

const isUpTo = (entry: OwnEntry, through: Position | null): boolean =>
  through !== null && comparePosition(entry.position, through) <= 0;

test('whatever was pushed, pulled or quarantined, the till shows what all entries come to', () => {
  fc.assert(
    fc.property(own, fc.nat(10_000), place, place, (entries, ofOthers, included, completeThrough) => {
      const received = entries.filter(({ entry }) => isUpTo(entry, included) || isUpTo(entry, completeThrough));
      // The office holds what it received, but for what waits in quarantine there; an unmoved row holds it as well.
      let balance = ofOthers;
      for (const { entry, waits } of received) if (!waits) balance += entry.amountMinor;
      const quarantined = new Set(received.filter(({ waits }) => waits).map(({ entry }) => entry.changeId));
      const shown = shownBalance({
        row: { balanceMinor: minor(balance), included, quarantined },
        completeThrough,
        entries: entries.map(({ entry }) => entry),
      });
      expect(shown).toBe(entries.reduce((sum, { entry }) => sum + entry.amountMinor, ofOthers));
    }),
  );
});
