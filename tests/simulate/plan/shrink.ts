import type { Template } from '../world/template.ts';
import type { Plan, Step } from './plan.ts';
import { type Simulated, simulate } from './simulate.ts';

const PLAYS_MAX = 120;

/** The first word of a violation says which invariant it is of: a shorter plan must break one of the same. */
function kindsOf(violations: readonly string[]): Set<string> {
  return new Set(violations.map((violation) => violation.split(' ')[0] ?? ''));
}

/** Takes steps out of a plan, in ever smaller parts, as long as it goes on failing in the same way. */
export async function shrink(template: Template, failed: Simulated, say: (text: string) => void): Promise<Simulated> {
  const wanted = kindsOf(failed.violations);
  let best = failed;
  let plays = 0;
  const tries = async (steps: readonly Step[], tills: readonly number[]): Promise<boolean> => {
    if (plays >= PLAYS_MAX) return false;
    plays += 1;
    const plan: Plan = { ...best.plan, tills: [...tills], steps: [...steps] };
    const played = await simulate(template, plan);
    if (![...kindsOf(played.violations)].some((kind) => wanted.has(kind))) return false;
    best = played;
    say(`  shrunk to ${plan.steps.length} steps, ${plan.tills.length} tills`);
    return true;
  };
  for (let part = Math.ceil(best.plan.steps.length / 2); part >= 1; part = part === 1 ? 0 : Math.ceil(part / 2)) {
    for (let from = 0; from < best.plan.steps.length;) {
      const { steps, tills } = best.plan;
      const isShorter = await tries([...steps.slice(0, from), ...steps.slice(from + part)], tills);
      if (!isShorter) from += part;
    }
  }
  for (const till of best.plan.tills) {
    const { steps, tills } = best.plan;
    if (tills.length === 1 || steps.some((step) => 'till' in step && step.till === till)) continue;
    await tries(
      steps,
      tills.filter((other) => other !== till),
    );
  }
  return best;
}
