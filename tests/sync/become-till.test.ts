import { expect, test } from 'vitest';
import { becomeTill } from '#till/sync/become-till.ts';
import { FIRST_EPOCH, START_MS, newId, openTillFile } from './support/till-file.ts';

const variantId = newId();

test('of a machine that becomes another till, only what it still has to send stays its own', async () => {
  using file = await openTillFile();
  for (const _ of [1, 2]) file.sell(variantId);
  const [sent, waiting] = file.store
    .read((reader) => reader.changes.after(FIRST_EPOCH, 0, 10))
    .map(({ entityId }) => entityId);
  const identity = file.store.write((writer) => {
    writer.changes.mark({ epoch: FIRST_EPOCH, seq: 1 }, 'acked', START_MS);
    return writer.meta.identity();
  });
  if (identity === null) throw new Error('the till belongs to a shop');
  const { officeUrl, ...known } = identity;
  const tillId = newId();
  const grant = { epoch: '1-00000000000000cc', series: 'A', certificate: 'c', previousHash: '' };
  const answer = { ...known, tillId, tillCode: 'T2', grant, aliases: [], serverTime: START_MS };
  file.store.write((writer) => becomeTill(writer, answer, officeUrl));
  const isOwn = (saleId = ''): boolean | undefined => file.store.read((reader) => reader.sales.byId(saleId)?.isOwn);
  expect(isOwn(sent)).toBe(false);
  expect(isOwn(waiting)).toBe(true);
  expect(file.store.read((reader) => reader.changes.after(grant.epoch, 0, 10).map(({ seq }) => seq))).toEqual([1]);
});
