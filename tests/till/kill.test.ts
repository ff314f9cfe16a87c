import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readReceiptNumber } from '#till/store/receipt-series.ts';
import { saleAddItemCall, saleCompleteCall, saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import { openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const PROCESS = fileURLToPath(new URL('../support/till/selling-process.ts', import.meta.url));
const KILLS = 6;

/** Sells in another process until so many sales were answered, then kills it in the middle of whatever it does. */
async function sellUntilKilled(folder: string, seed: boolean, sales: number): Promise<string[]> {
  const child = spawn(process.execPath, [PROCESS, folder, seed ? 'seed' : 'open'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // Each process reads the same program: the second finds it read already.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') },
  });
  let text = '';
  child.stdout.setEncoding('utf8');
  const ended = once(child, 'close');
  child.stdout.on('data', (part: string) => {
    text += part;
    if (text.split('\n').length > sales + 1) child.kill('SIGKILL');
  });
  await ended;
  return text.split('\n').slice(1, -1);
}

test('a till that is killed again and again keeps every answered sale, once, under numbers without a gap', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-kill-'));
  const answered: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1)
    answered.push(...(await sellUntilKilled(folder, kill === 0, 1 + ((kill * 7) % 20))));
  expect(answered.length).toBeGreaterThan(KILLS);
  const till = await openTestTill({ folder, seed: false });
  const kept = await till.inFiles((store) =>
    store.read((reader) => ({
      sales: reader.sales.latest(100_000).map((sale) => `${sale.id} ${sale.receiptNumber}`),
      logged: reader.changes
        .after(SHOP.epoch, 0, 100_000)
        .filter((change) => change.type === 'sale.completed')
        .map((change) => change.entityId),
    })),
  );
  for (const line of answered) expect(kept.sales.filter((sale) => sale === line)).toHaveLength(1);
  expect(new Set(kept.logged).size).toBe(kept.sales.length);
  const counters = kept.sales
    .map((line) => readReceiptNumber(line.split(' ')[1] ?? '')?.counter ?? 0)
    .toSorted((a, b) => a - b);
  expect(counters).toEqual(counters.map((_, place) => place + 1));
  await till.signIn();
  const open = (await till.ok(saleCurrentCall, {})).sale;
  if (open !== null) expect(kept.sales.filter((sale) => sale.startsWith(open.saleId))).toEqual([]);
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const next = await till.ok(saleCompleteCall, {
    saleId: sale.saleId,
    tenders: [{ method: 'cash', amountMinor: sale.totalMinor }],
  });
  expect(readReceiptNumber(next.receiptNumber)?.counter).toBe(counters.length + 1);
  await till.close();
  rmSync(folder, { recursive: true, force: true });
}, 120_000);
