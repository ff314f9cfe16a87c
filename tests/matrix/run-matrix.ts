import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startThrowawayCluster } from '#tests/support/postgres/throwaway-cluster.ts';
import { buildProgram } from '#tests/support/till/build-program.ts';
import { type RunPlan, drawRun } from './play/draw-run.ts';
import { type RunReport, playRun } from './play/play-run.ts';
import { foundMatrixShop } from './shop/found-matrix-shop.ts';

const USAGE = `npm run matrix -- [--runs N] [--seed N] [--tills 5|10] [--seconds N]

Plays runs from the seed on: real tills sell while lines, tills and the office fail, then all must come together.
A run that fails prints its seed and keeps its folder. Exits 1 if there was one.`;
const TILL_COUNTS = [5, 10];
/** At 40 transactions a second: fewer rows than a till shows as a whole. */
const SECONDS_MAX = 10;

type Asked = {
  readonly runs: number;
  readonly seed: number;
  readonly tills: readonly number[];
  readonly workMs: number;
};

function readCommandLine(): Asked {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      tills: { type: 'string' },
      seconds: { type: 'string', default: '8' },
    },
  });
  const [runs, seed, seconds] = [Number(values.runs), Number(values.seed), Number(values.seconds)];
  if (![runs, seed, seconds].every((number) => Number.isInteger(number) && number > 0) || seconds > SECONDS_MAX)
    throw new Error(`--runs, --seed and --seconds take a number from 1, --seconds up to ${SECONDS_MAX}.`);
  const tills = values.tills === undefined ? TILL_COUNTS : [Number(values.tills)];
  if (!tills.every((count) => TILL_COUNTS.includes(count))) throw new Error('--tills takes 5 or 10.');
  return { runs, seed, tills, workMs: seconds * 1000 };
}

const column = (value: string | number, width: number): string => String(value).padStart(width);
const HEADER = ' seed  tills  tx/s  written  faults  looks  healed  starved  result';

function rowOf({ plan, written, sightings, healedMs, starvedMs, wrong }: RunReport): string {
  return [
    column(plan.seed, 5),
    column(plan.tills, 6),
    column(plan.perSecond, 5),
    column(written, 8),
    column(plan.faults.length, 7),
    column(sightings, 6),
    column(`${(healedMs / 1000).toFixed(1)} s`, 7),
    column(`${(starvedMs / 1000).toFixed(1)} s`, 8),
    wrong.length === 0 ? ' ok' : ` FAILED, ${wrong.length} things wrong`,
  ].join(' ');
}

async function main({ runs, seed, tills, workMs }: Asked): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'stockavoo-matrix-'));
  const cluster = await startThrowawayCluster();
  const program = await buildProgram(new URL('till/matrix-till.ts', import.meta.url), 'matrix');
  const reports: RunReport[] = [];
  let failed = 0;
  {
    await using shop = await foundMatrixShop(cluster.url, Math.max(...tills));
    console.log(HEADER);
    for (let run = 0; run < runs; run += 1) {
      const plan = drawRun(seed + run, { tills, workMs });
      const folder = join(place, `seed-${plan.seed}`);
      const report = await playRun({ shop, program, plan, folder });
      reports.push(report);
      console.log(rowOf(report));
      if (report.wrong.length === 0) rmSync(folder, { recursive: true, force: true });
      else {
        failed += 1;
        tellFailure(plan, report, folder);
      }
    }
  }
  cluster.stop();
  if (failed === 0) rmSync(place, { recursive: true, force: true });
  const sum = (of: (report: RunReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
  console.log(
    `${reports.length} runs, ${sum(({ written }) => written)} transactions, ${sum(({ plan }) => plan.faults.length)} faults, ` +
      `${sum(({ sightings }) => sightings)} looks, longest healing ${(Math.max(...reports.map(({ healedMs }) => healedMs)) / 1000).toFixed(1)} s: ${failed} failed`,
  );
  return failed === 0 ? 0 : 1;
}

const TOLD_MAX = 12;

function tellFailure(plan: RunPlan, { wrong, refused }: RunReport, folder: string): void {
  for (const what of wrong.slice(0, TOLD_MAX)) console.log(`       ${what}`);
  console.log(
    `       npm run matrix -- --runs 1 --seed ${plan.seed}; its files and all that was wrong are in ${folder}`,
  );
  writeFileSync(join(folder, 'report.json'), JSON.stringify({ plan, wrong, refused: [...refused] }, null, 2));
}

try {
  process.exitCode = await main(readCommandLine());
} catch (error) {
  console.error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
