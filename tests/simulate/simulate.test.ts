import { afterAll, beforeAll, expect, test } from 'vitest';
import { sayLast } from '../support/last-words.ts';
import { BROKEN_STATES } from './broken-states.ts';
import { CHECKS } from './check/check.ts';
import type { FinalState } from './check/final-state.ts';
import { CORPUS } from './corpus.ts';
import { countStrikes, type FaultTable, gapsOf, printTable } from './fault-table.ts';
import { DAY_MINUTES, drawPlan } from './plan/draw-plan.ts';
import { simulate } from './plan/simulate.ts';
import { type Template, makeTemplate } from './world/template.ts';

const FRESH_MS = 20_000;
const realNow = performance.now.bind(performance);

let template: Template;
let sound: FinalState;
beforeAll(async () => {
  template = await makeTemplate();
  // Without older files and clocks that differ, since the checker asks less of a day with them.
  const plan = drawPlan('sound', 6);
  const steps = plan.steps.filter(({ kind }) => kind !== 'clone' && kind !== 'till_restore' && kind !== 'clock');
  sound = (await simulate(template, { ...plan, steps })).state;
}, 900_000);
afterAll(() => template.close());

test('the same seed gives the same run, byte by byte', { timeout: 300_000 }, async () => {
  const once = await simulate(template, drawPlan('again', 4));
  const again = await simulate(template, drawPlan('again', 4));
  expect(again.trace).toEqual(once.trace);
  expect(again.traceHash).toBe(once.traceHash);
});

test.each(BROKEN_STATES)('the checker sees $what', ({ seenBy, breakIt }) => {
  const state = structuredClone(sound);
  expect(CHECKS[seenBy](state)).toEqual([]);
  breakIt(state);
  expect(CHECKS[seenBy](state)).not.toEqual([]);
});

test('each fault strikes each message at each point, and every invariant holds', async () => {
  const table: FaultTable = new Map();
  for (const plan of CORPUS) {
    const played = await simulate(template, plan);
    countStrikes(table, played.struck);
    expect(played.violations, `${plan.seed}\n${played.trace.slice(-60).join('\n')}`).toEqual([]);
  }
  process.stdout.write(`${printTable(table)}\n`);
  expect(gapsOf(table)).toEqual([]);
}, 900_000);

test('fresh days in which everything goes wrong lose nothing', async () => {
  const first = Math.floor(realNow() * 7919) % 1_000_000_007;
  const startedMs = realNow();
  for (let seed = first; realNow() - startedMs < FRESH_MS; seed += 1) {
    const played = await simulate(template, drawPlan(String(seed), DAY_MINUTES));
    const replay = `npm run simulate -- --seed ${seed}; as an entry of the corpus: ${JSON.stringify(played.plan)}`;
    if (played.violations.length > 0) sayLast(`Seed ${seed} fails: ${played.violations[0]}\n${replay}`);
    expect(played.violations, replay).toEqual([]);
  }
}, 900_000);
