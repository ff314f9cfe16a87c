import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeAcks } from '#till/sync/take-acks.ts';
import { FIRST_EPOCH, START_MS, type TillFile, newId, openTillFile } from './support/till-file.ts';

let file: TillFile;
beforeEach(async () => {
  file = await openTillFile();
});
afterEach(() => file[Symbol.dispose]());

const take = (hash: string) =>
  file.store.write((writer) => takeAcks(writer, FIRST_EPOCH, [{ seq: 1, hash, outcome: 'applied' }], START_MS));
const stateOfFirst = () => file.store.read((reader) => reader.changes.at(FIRST_EPOCH, 1)?.state);

test('an acknowledgement of another history says nothing about the own change at that place', () => {
  file.sell(newId());
  expect(take('f'.repeat(64))).toEqual({ taken: 0, quarantined: 0 });
  expect(stateOfFirst()).toBe('waiting');
  expect(take(file.store.read((reader) => reader.changes.at(FIRST_EPOCH, 1)?.hash ?? ''))).toEqual({
    taken: 1,
    quarantined: 0,
  });
  expect(stateOfFirst()).toBe('acked');
});
