import { expect, test } from 'vitest';
import { levelsCompleteThrough, onHandByBatch } from '#till/catalogue/on-hand.ts';
import { FIRST_EPOCH, START_MS, newId, openTillFile } from './support/till-file.ts';

test('of something without a level the till still shows what it sold and what waits in quarantine', async () => {
  using file = await openTillFile();
  const variantId = newId();
  const { id } = file.sell(variantId);
  file.store.write((writer) => {
    writer.changes.mark({ epoch: FIRST_EPOCH, seq: 1 }, 'quarantined', START_MS, 'till_revoked');
    writer.sync.putMark({
      class: 'levels',
      isComplete: true,
      completeThroughEpoch: FIRST_EPOCH,
      completeThroughSeq: 1,
      quarantined: [id],
      rowCount: 0,
    });
  });
  const shown = file.store.read((reader) => onHandByBatch(reader, variantId, levelsCompleteThrough(reader)));
  expect(shown.map(({ onHandMilli }) => onHandMilli)).toEqual([-1000]);
});
