import { expect, test } from 'vitest';
import { makeHlc } from '#shared/base/hlc.ts';
import { makeRank, stampOfRank } from '#shared/sync/rank.ts';
import type { StoredRecord } from '../store/tables/records.ts';
import { type OwnView, isPending, layOwnEdits, positionOfRank } from './own-edits.ts';

const OWN = '01900000-0000-7000-8000-0000000000aa';
const OTHER = '01900000-0000-7000-8000-0000000000bb';

const rank = (ms: number, seq: number, tillId = OWN, epochCounter = 1) =>
  makeRank({ stamp: makeHlc(ms, 0), tillId, epochCounter, seq });
const record = (fields: StoredRecord['fields'], ranks: StoredRecord['ranks']): StoredRecord => ({
  fields,
  ranks,
  includedEpoch: null,
  includedSeq: 0,
  isDeleted: false,
});
const view = (seq: number, quarantined: readonly string[] = []): OwnView => ({
  tillId: OWN,
  through: { epochCounter: 1, seq },
  quarantinedPlaces: new Set(quarantined),
});

test('a rank says where its change stands', () => {
  expect(positionOfRank(rank(5, 77, OWN, 3))).toEqual({ epochCounter: 3, seq: 77 });
});

test('an own edit above what the row contains stays, field by field', () => {
  const office = record({ name: 'Rice', price: 10 }, { name: rank(100, 3, OTHER), price: rank(100, 3, OTHER) });
  const here = record({ name: 'Rice', price: 12 }, { name: rank(50, 1, OTHER), price: rank(200, 8) });
  const laid = layOwnEdits(office, here, view(7));
  expect(laid.isOverlaid).toBe(true);
  expect(laid.record.fields).toEqual({ name: 'Rice', price: 12 });
});

test('an own edit with a lower rank than the office’s value gives way at once', () => {
  const office = record({ price: 10 }, { price: rank(300, 3, OTHER) });
  const laid = layOwnEdits(office, record({ price: 12 }, { price: rank(200, 8) }), view(7));
  expect(laid).toMatchObject({ isOverlaid: false, record: { fields: { price: 10 } } });
});

test('of two own edits the later one stays, also where the office dated the earlier by another reading of the clock', () => {
  const office = record({ name: 'Rice 5 kg', price: 10 }, { name: rank(400, 7), price: rank(400, 3, OTHER) });
  const here = record({ name: 'Rice 10 kg', price: 12 }, { name: rank(200, 8), price: rank(200, 8) });
  const laid = layOwnEdits(office, here, view(7));
  expect(laid.isOverlaid).toBe(true);
  expect(laid.record.fields).toEqual({ name: 'Rice 10 kg', price: 10 });
  // The office will give it no lower a stamp than the one before it; nothing that others wrote until then wins in between.
  expect(stampOfRank(laid.record.ranks['name'] ?? '')).toBe(makeHlc(400, 0));
  expect(positionOfRank(laid.record.ranks['name'] ?? '')).toEqual({ epochCounter: 1, seq: 8 });
});

test('what the row contains is the office’s to say', () => {
  const laid = layOwnEdits(
    record({ price: 10 }, { price: rank(100, 3, OTHER) }),
    record({ price: 12 }, { price: rank(200, 8) }),
    view(8),
  );
  expect(laid).toMatchObject({ isOverlaid: false, record: { fields: { price: 10 } } });
});

test('an own edit in quarantine is in no row, however low its place', () => {
  expect(isPending(rank(200, 8), view(20, ['1:8']))).toBe(true);
  expect(isPending(rank(200, 8), view(20))).toBe(false);
  expect(isPending(rank(200, 30, OTHER), view(20))).toBe(false);
});
