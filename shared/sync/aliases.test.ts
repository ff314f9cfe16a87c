import { expect, test } from 'vitest';
import { readAloneChange, throughAliases } from './aliases.ts';

const id = (number: number): string => `019a0000-0000-7000-8000-${number.toString().padStart(12, '0')}`;
const ALIASES = new Map([
  [id(1), id(101)],
  [id(10), id(110)],
]);

test('only whole ids become others, wherever they stand; notes and hashes stay as they are', () => {
  const text = JSON.stringify({ a: id(1), b: [id(2), id(10)], note: `of ${id(1)}` });
  expect(JSON.parse(throughAliases(text, ALIASES))).toEqual({ a: id(101), b: [id(2), id(110)], note: `of ${id(1)}` });
  expect(throughAliases(text, new Map())).toBe(text);
});

const bodyOf = (businessId: string, records: readonly object[]): string =>
  JSON.stringify({
    id: id(50),
    type: 'record.changed',
    v: 1,
    entityId: id(10),
    actorId: id(3),
    businessId,
    storeId: id(2),
    tillId: id(4),
    occurredAt: { ms: 1_780_315_200_000, offsetMinutes: 60, zone: 'Africa/Lagos' },
    businessDate: '2026-06-01',
    clockQuality: 'unknown',
    hlc: '019e80000000-0000'.replace('-', ''),
    payload: { records },
  });
const put = (kind: string, of: string, fields: object): object => ({ kind, id: of, op: 'put', fields });

test('what was matched, and rights, are not edited; what is new comes in with the ids of the business', () => {
  const body = bodyOf(id(1), [
    put('product', id(10), { name: 'Matched' }),
    put('staff', id(20), { fullName: 'Nobody here' }),
    put('product_variant', id(11), { productId: id(10), name: 'New size' }),
  ]);
  const read = readAloneChange(body, ALIASES);
  expect(read).toMatchObject({ ok: true, value: { isOfAlone: true, change: { businessId: id(101) } } });
  expect(read.ok && read.value.change.payload).toEqual({
    records: [put('product_variant', id(11), { productId: id(110), name: 'New size' })],
  });
});

test('what the till wrote after it had joined edits the business’s own as any till does', () => {
  const read = readAloneChange(bodyOf(id(101), [put('product', id(110), { name: 'Edited later' })]), ALIASES);
  expect(read).toMatchObject({ ok: true, value: { isOfAlone: false } });
  expect(read.ok && read.value.change.payload).toMatchObject({ records: [{ id: id(110) }] });
});

test('a body that nobody can read is told apart', () => {
  expect(readAloneChange('{', ALIASES)).toMatchObject({ ok: false, refusal: 'body_not_json' });
});
