import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Plan, planSchema } from './plan/plan.ts';
import { CHECKS } from './check/check.ts';
import { DAY_MINUTES, drawPlan } from './plan/draw-plan.ts';
import { shrink } from './plan/shrink.ts';
import { type Simulated, simulate } from './plan/simulate.ts';
import { CORPUS } from './corpus.ts';
import { type FaultTable, countStrikes, printTable } from './fault-table.ts';
import { makeTemplate } from './world/template.ts';

/**
 * `npm run simulate`: days of shops in which everything goes wrong.
 *
 * `--seed N` plays that seed to its end; with `--minutes M` N, N + 1 and so on until time is up. Without a seed it begins
 * anywhere. `--count` stops after so many, `--corpus` plays the corpus, `--plan` a plan as a failure prints it, `--trace`
 * tells all that happens.
 */
const realNow = performance.now.bind(performance);
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string' },
    count: { type: 'string' },
    day: { type: 'string', default: String(DAY_MINUTES) },
    corpus: { type: 'boolean', default: false },
    plan: { type: 'string' },
    shrink: { type: 'boolean', default: true },
    trace: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const number = (text: string): number => z.coerce.number().min(0).parse(text);
const MINUTES = 10;
const isOneSeed = values.seed !== undefined && values.minutes === undefined && values.count === undefined;
const untilMs = isOneSeed ? Number.POSITIVE_INFINITY : number(values.minutes ?? String(MINUTES)) * 60_000;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function plansToPlay(): Iterable<Plan> {
  if (values.plan !== undefined) return [planSchema.parse(JSON.parse(values.plan))];
  if (values.corpus) return CORPUS;
  return values.seed !== undefined && isOneSeed ? [drawPlan(values.seed, number(values.day))] : freshPlans();
}

function* freshPlans(): Generator<Plan> {
  const from = number(values.seed ?? String(Math.floor(realNow() * 1000) % 1_000_000));
  for (let at = 0; values.count === undefined || at < number(values.count); at += 1)
    yield drawPlan(String(from + at), number(values.day));
}

const template = await makeTemplate();
const startedMs = realNow();
const table: FaultTable = new Map();
const totals = { seeds: 0, receipts: 0, checks: 0, events: 0, failed: 0 };

async function reportFailure(failed: Simulated): Promise<void> {
  say(`seed ${failed.plan.seed} fails:\n  ${failed.violations.slice(0, 20).join('\n  ')}`);
  const shortest = values.shrink ? await shrink(template, failed, say) : failed;
  if (!values.trace) say(shortest.trace.slice(-400).join('\n'));
  say(`replay: npm run simulate -- --seed ${failed.plan.seed} --day ${values.day}`);
  say(`as an entry of the corpus:\n${JSON.stringify(shortest.plan)}`);
}

for (const plan of plansToPlay()) {
  if (realNow() - startedMs > untilMs) break;
  const played = await simulate(template, plan);
  totals.seeds += 1;
  totals.receipts += played.receipts;
  totals.checks += played.checks;
  totals.events += played.events;
  countStrikes(table, played.struck);
  if (values.trace) say(played.trace.join('\n'));
  if (isOneSeed) say(`trace ${played.traceHash}`);
  if (played.violations.length === 0) continue;
  totals.failed += 1;
  await reportFailure(played);
}

const minutes = (realNow() - startedMs) / 60_000;
const faults = [...table.values()].reduce((sum, count) => sum + count, 0);
say(printTable(table));
say(`invariants: ${Object.keys(CHECKS).join('; ')}; all is at the office a minute after healing (I14)`);
say(
  `${totals.seeds} seeds in ${minutes.toFixed(1)} minutes (${(totals.seeds / minutes).toFixed(1)} a minute): ` +
    `${totals.receipts} receipts, ${totals.events} events, ${faults} faults injected, ${totals.checks} invariants checked, ${totals.failed} seeds failed`,
);
template.close();
process.exit(totals.failed === 0 ? 0 : 1);
