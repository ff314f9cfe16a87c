import { parseArgs } from 'node:util';
import { canMount } from './disk/small-disk.ts';
import { killInLanes } from './kill/kill-in-lanes.ts';
import { hitsText } from './kill/kill-loop.ts';
import { canTrace } from './where-strace.ts';

const USAGE = `npm run crash -- [--kills N] [--points N] [--only kill|power|io|disk|server]

Kills a selling till and its office, cuts their power, lets their disk fail and fill, and looks at the files afterwards.
Ends with the number of things found wrong; exits 1 if there are any.`;
const PARTS = ['kill', 'power', 'io', 'disk', 'server'] as const;
type Part = (typeof PARTS)[number];
const PER_PHASE = 30;
const SALES_A_POINT = 5;
/** So many cuts are enough to see that a weaker disk is found out. */
const BLIND_POINTS = 60;
const OFFICE_KILLS = 30;

type Asked = { readonly kills: number; readonly points: number; readonly parts: readonly Part[] };

function readCommandLine(): Asked {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '500' },
      points: { type: 'string', default: '500' },
      only: { type: 'string' },
    },
  });
  const [kills, points] = [Number(values.kills), Number(values.points)];
  if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(points) || points < 1)
    throw new Error('--kills and --points take a number from 1.');
  const parts = PARTS.filter((part) => values.only === undefined || part === values.only);
  if (parts.length === 0) throw new Error(`There is no part ${String(values.only)}.`);
  return { kills, points, parts };
}

const startedMs = performance.now();
const say = (line: string): void =>
  console.log(`${((performance.now() - startedMs) / 1000).toFixed(1).padStart(7)} s  ${line}`);

/** What was done, in a line each, and what was wrong. */
type Done = { readonly lines: readonly string[]; readonly wrong: readonly string[] };

async function kills({ kills: count }: Asked): Promise<Done> {
  const report = await killInLanes({ kills: count, perPhase: PER_PHASE, say });
  return {
    lines: [`${report.kills} kills, ${report.answered} sales answered`, `hits: ${hitsText(report.hits)}`],
    wrong: report.wrong,
  };
}

async function power({ points }: Asked): Promise<Done> {
  const { cutPower, traceDay } = await import('./power/power-cuts.ts');
  const options = {
    pointsMax: Number.MAX_SAFE_INTEGER,
    reopenEvery: 20,
    random: Math.random,
    say,
    ignoresSyncOf: () => false,
  };
  using day = await traceDay(Math.ceil(points / SALES_A_POINT) * 2);
  const honest = await cutPower(day, options);
  const lying = await cutPower(day, {
    ...options,
    pointsMax: BLIND_POINTS,
    reopenEvery: points,
    ignoresSyncOf: (name) => name === 'till.db-wal',
    say: () => undefined,
  });
  using weak = await traceDay(30, 'synchronous');
  const normal = await cutPower(weak, {
    ...options,
    pointsMax: BLIND_POINTS,
    reopenEvery: points,
    say: () => undefined,
  });
  const wrong = [...honest.wrong];
  if (honest.points < points) wrong.push(`only ${honest.points} points of ${points}`);
  if (lying.wrong.length === 0) wrong.push('with the flushes taken away nothing was found: the test is blind');
  if (normal.wrong.length === 0) wrong.push('with synchronous=NORMAL nothing was found: the test is blind');
  return {
    lines: [
      `${honest.points} power cuts at ${honest.syncs} flushes and ${honest.answered} answers, ${honest.reopened} tills sold on`,
      `without the flushes of till.db-wal: ${lying.wrong.length} findings at ${lying.points} points`,
      `with synchronous=NORMAL: ${normal.wrong.length} findings at ${normal.points} points`,
    ],
    wrong,
  };
}

async function io(): Promise<Done> {
  const { FAULT_KINDS, failEverywhere } = await import('./faults/io-faults.ts');
  const sale = await failEverywhere({ during: 'sell', stride: 1, kinds: FAULT_KINDS, say });
  const backup = await failEverywhere({ during: 'backup', stride: 1, kinds: FAULT_KINDS, say });
  const places = [...sale.kinds, ...backup.kinds].reduce((sum, kind) => sum + kind.places, 0);
  return { lines: [`${places} injected faults`], wrong: [...sale.wrong, ...backup.wrong] };
}

async function disk(): Promise<Done> {
  const { fillDisk, startOnFullDisk } = await import('./disk/fill-disk.ts');
  const full = await fillDisk();
  const started = await startOnFullDisk();
  return {
    lines: [
      `8 MiB: ${full.soldUntilFull} sales until full, ${full.soldAfterRestart} after a restart, ${full.soldWithRoom} with room again`,
      `the cashier heard: ${full.heard}`,
      `started on a full disk: ${started.sold} sales`,
    ],
    wrong: [...full.wrong, ...started.wrong],
  };
}

async function server(): Promise<Done> {
  const { killOffice } = await import('./server/kill-office.ts');
  const report = await killOffice({ kills: OFFICE_KILLS, random: Math.random, say });
  return {
    lines: [`${report.kills} kills of the office, ${report.duringPush} during a push, ${report.sales} sales`],
    wrong: report.wrong,
  };
}

const RUN: Readonly<Record<Part, { readonly isHere: () => boolean; readonly run: (asked: Asked) => Promise<Done> }>> = {
  kill: { isHere: () => process.platform !== 'win32', run: kills },
  power: { isHere: canTrace, run: power },
  io: { isHere: canTrace, run: io },
  disk: { isHere: canMount, run: disk },
  server: { isHere: () => process.platform !== 'win32', run: server },
};

async function main(asked: Asked): Promise<number> {
  let found = 0;
  for (const part of asked.parts) {
    if (!RUN[part].isHere()) {
      say(`${part}: skipped, this machine can't do it`);
      continue;
    }
    say(`${part} begins`);
    const { lines, wrong } = await RUN[part].run(asked);
    for (const line of lines) say(`${part}: ${line}`);
    for (const line of wrong.slice(0, 50)) say(`${part}: WRONG ${line}`);
    found += wrong.length;
  }
  say(found === 0 ? 'nothing was wrong' : `${found} things were wrong`);
  return found === 0 ? 0 : 1;
}

try {
  process.exitCode = await main(readCommandLine());
} catch (error) {
  console.error(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
