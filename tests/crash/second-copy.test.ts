import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { readJournal } from '#till/store/journal.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-second-copy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function sellIn(given: { seed: boolean; sales: number }): Promise<TestTill> {
  const till = await openTestTill({ folder, seed: given.seed });
  await till.signIn();
  for (let count = 0; count < given.sales; count += 1) {
    const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
    const tenders = [{ method: 'cash' as const, amountMinor: sale.totalMinor }];
    await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
  }
  return till;
}

const seqs = (): number[] => readJournal(join(folder, 'pending.journal')).map(({ seq }) => seq);

test('a change that was committed and never came into the second copy comes there at the next start', async () => {
  await (await sellIn({ seed: true, sales: 3 })).close();
  const all = seqs();
  const journal = join(folder, 'pending.journal');
  const lines = readFileSync(journal, 'latin1').split('\n').slice(0, -1);
  // Killed after COMMIT, with the last line half written: as the file looks then.
  truncateSync(journal, lines.slice(0, -1).join('\n').length + 40);
  await (await sellIn({ seed: false, sales: 1 })).close();
  expect(seqs().slice(0, all.length)).toEqual(all);
  expect(seqs()).toEqual(seqs().map((_, place) => place + 1));
});

test('a second copy that is gone is written anew with all that waits, and one that is whole stays as it is', async () => {
  await (await sellIn({ seed: true, sales: 3 })).close();
  const all = seqs();
  const before = readFileSync(join(folder, 'pending.journal'));
  await (await openTestTill({ folder, seed: false })).close();
  expect(readFileSync(join(folder, 'pending.journal')).equals(before)).toBe(true);
  rmSync(join(folder, 'pending.journal'));
  await (await openTestTill({ folder, seed: false })).close();
  expect(seqs()).toEqual(all);
});
