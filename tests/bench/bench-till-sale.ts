import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saleCompleteCall } from '#shared/till-calls/sale-calls.ts';
import type { TestTill } from '#tests/support/till/open-till.ts';
import { type Bench, type Measured, within } from './bench-report.ts';
import { fillSale, openBenchTill, stockTill } from './bench-till.ts';
import { openSaleFloor, rowsOfSale } from './sale-floor.ts';
import { spreadOf } from './spread.ts';

const GOODS = 700;
const codeOf = (index: number): string => `G${index}`;

async function completeTimed(
  till: TestTill,
  lines: number,
): Promise<{ tookMs: number; saleId: string; callId: string }> {
  const sale = await fillSale(
    till,
    Array.from({ length: lines }, (_, index) => codeOf(index)),
  );
  const callId = randomUUID();
  const request = {
    name: saleCompleteCall.name,
    callId,
    input: { saleId: sale.saleId, tenders: [{ method: 'cash', amountMinor: sale.cashTotalMinor }] },
  };
  const from = performance.now();
  const reply = await till.till().dispatch(request);
  const tookMs = performance.now() - from;
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return { tookMs, saleId: sale.saleId, callId };
}

async function measure(lines: number, times: { warm: number; counted: number }): Promise<Measured> {
  const till = await openBenchTill();
  const folder = mkdtempSync(join(tmpdir(), 'stockavoo-floor-'));
  await stockTill(
    till,
    Array.from({ length: GOODS }, (_, index) => `Good number ${index}`),
    codeOf,
  );
  const rows = rowsOfSale(till.folder);
  const floor = openSaleFloor(folder);
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let time = 0; time < times.warm + times.counted; time += 1) {
    const { tookMs, saleId, callId } = await completeTimed(till, lines);
    const written = rows.read(saleId, callId);
    const from = performance.now();
    floor.write(written, true);
    const floorMs = performance.now() - from;
    if (time < times.warm) continue;
    ours.push(tookMs);
    theirs.push(floorMs);
  }
  rows.close();
  floor.close();
  await till.close();
  rmSync(folder, { recursive: true, force: true });
  const [own, least] = [spreadOf(ours), spreadOf(theirs)];
  return {
    what: `a sale of ${lines} lines, durable, with the journal`,
    ours: own,
    floorName: 'the same rows by SQL, with the journal',
    floor: least,
    bounds: within(own, least, 2),
  };
}

export const tillSale: Bench = {
  name: 'till-sale',
  doc: 'complete a sale, beside the same rows by hand-written SQL in one fsynced transaction',
  run: async () => [await measure(5, { warm: 200, counted: 1000 }), await measure(675, { warm: 8, counted: 60 })],
};
