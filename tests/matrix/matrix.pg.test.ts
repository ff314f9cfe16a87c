import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import '../support/postgres/global-setup.ts';
import { buildProgram } from '../support/till/build-program.ts';
import { FAULT_KINDS, drawRun } from './play/draw-run.ts';
import { playRun } from './play/play-run.ts';
import { foundMatrixShop } from './shop/found-matrix-shop.ts';

const SEED = 4;
const LIMITS = { tills: [5], workMs: 4_000 };

test('five tills sell while lines, tills and the office fail, and come together: whole, in order, the same everywhere', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stockavoo-matrix-'));
  const program = await buildProgram(new URL('till/matrix-till.ts', import.meta.url), 'matrix');
  await using shop = await foundMatrixShop(inject('postgresUrl'), 5);
  const plan = drawRun(SEED, LIMITS);
  const report = await playRun({ shop, program, plan, folder: join(folder, 'run') });
  expect(report.wrong).toEqual([]);
  expect(report.written).toBeGreaterThan(10);
  expect(report.sightings).toBeGreaterThan(20);
  await rm(folder, { recursive: true, force: true });
}, 180_000);

test('a seed draws the same run again, and a hundred seeds draw every fault', () => {
  expect(drawRun(7, LIMITS)).toEqual(drawRun(7, LIMITS));
  const kinds = new Set(
    Array.from({ length: 100 }, (_, seed) => drawRun(seed, LIMITS).faults.map(({ kind }) => kind)).flat(),
  );
  expect(FAULT_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
});
