import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile } from '#till/store/connection.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { type TestTill, openTestTill } from '#tests/support/till/open-till.ts';
import { SHOP } from '#tests/support/till/seeded-shop.ts';

const PROGRAM = fileURLToPath(new URL('../../sync-server/db/db-main.ts', import.meta.url));
let folder: string;
let till: TestTill;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stockavoo-db-'));
  till = await openTestTill({ folder });
  await till.signIn();
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } });
  const tenders = [{ method: 'card' as const, amountMinor: sale.totalMinor }];
  await till.ok(saleCompleteCall, { saleId: sale.saleId, tenders });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Ran = { readonly code: number; readonly said: string };

/** What `npm run db -- …` runs, as a process. */
const db = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { ...process.env, STOCKAVOO_DATA_DIR: join(folder, 'nowhere'), DATABASE_URL: '' };
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, out, failed) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: `${out}${failed}`.trim() });
    });
  });

/** Its exit code is the one that is expected, and it said something of this. */
async function expectSaid(ran: Promise<Ran>, code: number, words: string | RegExp): Promise<void> {
  const { said, code: ended } = await ran;
  expect(said).toMatch(words);
  expect(ended).toBe(code);
}

test(
  'each command says what it did or why it did not, and its exit code says it to programs',
  { timeout: 60_000 },
  async () => {
    await expectSaid(db('verify', '--till', folder), 0, /^0 differences in the till’s files\.$/);
    await expectSaid(db('backup', '--till', folder), 1, 'The till runs. Close it first');
    await till.close();
    await expectSaid(db('restore', '--till', folder), 1, 'There is no backup in');
    await expectSaid(db('backup', '--till', folder), 0, 'was opened to see that it is good');
    const [name = ''] = readdirSync(join(folder, 'backups'));
    const unknown = db('restore', '--till', folder, '--from', 'till-1999-01-01T00-00-00-000.db');
    await expectSaid(unknown, 1, 'There is no such backup. Nothing was changed.');
    await expectSaid(db('restore', '--till', folder), 0, `The backup ${name} is in place`);
    const file = openFile(join(folder, 'till.db'));
    file.exec('UPDATE sales SET total_minor = 0');
    file.close();
    const difference = /^sale and its change: .*: kept .*, worked out .*\n1 difference in the till’s files\.$/;
    await expectSaid(db('verify', '--till', folder), 1, difference);
  },
);

test(
  'a command line that says nothing prints the usage, and a server without a database is not given one',
  { timeout: 60_000 },
  async () => {
    await expectSaid(db('verify'), 2, 'npm run db -- verify');
    await expectSaid(db('verify', '--server'), 1, 'There is no database');
    expect(readdirSync(folder)).not.toContain('nowhere');
  },
);
