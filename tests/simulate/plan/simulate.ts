import { CHECK_COUNT, check } from '../check/check.ts';
import { readFinalState } from '../check/read-state.ts';
import type { FinalState } from '../check/final-state.ts';
import { heal } from './heal.ts';
import { inWorld } from './run.ts';
import { playStep } from './play-step.ts';
import type { Plan } from './plan.ts';
import type { Template } from '../world/template.ts';

/** What came of a run. */
export type Simulated = {
  readonly plan: Plan;
  readonly violations: readonly string[];
  readonly traceHash: string;
  readonly trace: readonly string[];
  readonly struck: ReadonlyMap<string, number>;
  readonly receipts: number;
  readonly events: number;
  readonly checks: number;
  readonly state: FinalState;
};

/** Plays a plan: its steps while everything goes wrong, then the network heals, and everything must be where it belongs. */
export function simulate(template: Template, plan: Plan): Promise<Simulated> {
  return inWorld(template, plan, async (run) => {
    const { world } = run;
    for (const step of plan.steps)
      world.scheduler.after(step.atMs, () => void world.scheduler.during(playStep(run, step)));
    await world.scheduler.runUntil(plan.safetyMs);
    const late = await heal(run);
    const state = await readFinalState(run);
    return {
      plan,
      violations: [...late, ...world.tills.flatMap(({ errors }) => errors), ...world.leaks, ...check(state)],
      state,
      traceHash: world.trace.hash(),
      trace: world.trace.lines,
      struck: world.struck,
      receipts: world.issued.length,
      events: world.scheduler.eventsRun(),
      checks: CHECK_COUNT,
    };
  });
}
