import { PROTOCOL_PULL_MIN, PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { killOffice } from '../world/office-falls.ts';
import type { SimTill } from '../world/machine.ts';
import type { StepOf } from './plan.ts';
import type { Run } from './run.ts';

/** So far ahead of this version that its tills are still served: pull for the two before at least. */
const NEWEST = Math.max(PROTOCOL_VERSION, PROTOCOL_PULL_MIN + 2);

/** The server goes down in the middle of whatever it does and comes back as a newer version, on the same database. */
export function deployOffice({ world }: Run, step: StepOf<'deploy'>): string {
  const version = Math.min(NEWEST, world.office.version() + 1);
  world.office.deploy(version);
  killOffice(world, step.downMs);
  return `protocol ${version}`;
}

/** The till comes back as a newer version; where the office is older it has to wait. */
export function updateTill({ world }: Run, till: SimTill, step: StepOf<'till_update'>): string {
  till.kill();
  till.protocol = Math.min(NEWEST, till.protocol + 1);
  world.scheduler.after(step.downMs, () => void till.start());
  return `protocol ${till.protocol}`;
}
