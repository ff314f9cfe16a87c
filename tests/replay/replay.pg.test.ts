import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runReplay } from './run-replay.ts';

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

test('two tills replay invoices of every class, and the server reports exactly what the lines come to', async () => {
  const { pairs, reported } = await runReplay({
    file: beside('made-up-lines.csv'),
    rules: beside('online-retail.rules.json'),
    truth: null,
    tills: 2,
    say: () => undefined,
  });
  expect(pairs.filter((pair) => pair.reported !== pair.wanted)).toEqual([]);
  // Added up by hand from the file, so that the expectation is not taken from code under test alone.
  expect(reported.total).toMatchObject({ orders: 18 });
  expect(reported.codes.get('10116')).toMatchObject({
    units: 74_215,
    refundUnits: 74_215,
    gross: 7_718_360,
    refunds: 7_718_360,
    stock: 0,
  });
  expect(reported.codes.get('10104')).toMatchObject({ gross: 1250, refunds: 88, stock: -93 });
});
