import { randomUUID } from 'node:crypto';
import { must } from '#shared/base/assert.ts';
import { saleAddItemCall, saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import { openTestTill } from './open-till.ts';
import { SHOP } from './seeded-shop.ts';

// A till in a process of its own that sells until it is killed: it says each sale once it was answered, never before.
const folder = must(process.argv[2], 'the folder of the till');
const till = await openTestTill({ folder, seed: process.argv[3] === 'seed' });
await till.signIn();
process.stdout.write('ready\n');
for (;;) {
  const sale = await till.ok(saleAddItemCall, { saleId: null, item: { code: SHOP.milo.code } }, randomUUID());
  const done = await till.ok(
    saleCompleteCall,
    { saleId: sale.saleId, tenders: [{ method: 'cash', amountMinor: sale.totalMinor }] },
    randomUUID(),
  );
  process.stdout.write(`${done.saleId} ${done.receiptNumber}\n`);
}
