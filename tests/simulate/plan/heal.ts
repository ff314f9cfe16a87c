import { freeDisks } from '../world/disk-full.ts';
import { startOffice } from '../world/office-falls.ts';
import { settled } from '../world/template.ts';
import { decideClones } from './decide-clones.ts';
import { approveWaiting } from './approve.ts';
import { lookAround } from './look-around.ts';
import type { Plan } from './plan.ts';
import type { Run } from './run.ts';
import { statusOf } from './status.ts';

/** Invariant 1: so long after the network healed everything is at the office. */
const DRAINED_WITHIN_MS = 60_000;
/** What the bytes themselves take in the worlds of this simulation. */
const TRANSFER_MS = 2_000;
/** By then every till has asked once more for what the others did. */
const QUIESCENT_AFTER_MS = 150_000;

/** The network heals, disks have room, whatever is dead starts again, nothing new is sold. Says what is not at the office in time. */
export async function heal(run: Run): Promise<string[]> {
  const { world } = run;
  world.trace.say('the network heals');
  freeDisks();
  for (const { line } of world.tills) {
    line.armed.length = 0;
    line.isUpBlocked = false;
    line.isDownBlocked = false;
  }
  if (world.office.version() < Math.max(...world.tills.map(({ protocol }) => protocol))) {
    world.office.fall();
    world.office.deploy(Math.max(...world.tills.map(({ protocol }) => protocol)));
  }
  await settled(world, startOffice(world));
  for (const till of world.tills) {
    await settled(world, till.start());
    if (till.line.hasCable) continue;
    till.line.hasCable = true;
    till.networkReturns();
  }
  await decideClones(run);
  const healedMs = world.scheduler.nowMs();
  await world.scheduler.runUntil(healedMs + DRAINED_WITHIN_MS + TRANSFER_MS);
  const late: string[] = [];
  for (const till of world.tills) {
    const status = await statusOf(run, till);
    world.trace.say(`${till.name} ${status?.state} ${status?.waiting} waiting, ${status?.quarantined} in quarantine`);
    if (status === null) late.push(`I14 ${till.name} does not run`);
    else if (status.waiting > 0)
      late.push(
        `I14 ${till.name} has ${status.waiting} changes waiting a minute after healing (${status.state}, ${status.lastError})`,
      );
  }
  if (isApproved(run.plan))
    for (const business of run.template.businesses.keys()) {
      const said = await settled(world, approveWaiting(run, business));
      world.trace.say(`owner lets in what waits: ${said}`);
    }
  await world.scheduler.runUntil(healedMs + QUIESCENT_AFTER_MS);
  for (const till of world.tills) await settled(world, lookAround(run, till));
  return late;
}

/** Whether the owner lets in what waits in the end. */
export function isApproved({ steps }: Plan): boolean {
  return steps.some(({ kind }) => kind === 'approve');
}
