import type { World } from './world.ts';

/** The server's process ends here and now; somebody starts it again after a while. */
export function killOffice(world: World, downMs: number): void {
  if (!world.office.isUp()) return;
  world.trace.say('office dies');
  world.office.fall();
  world.scheduler.after(downMs, () => void startOffice(world));
}

export async function startOffice(world: World): Promise<void> {
  if (world.office.isUp() || world.office.isStarting()) return;
  await world.office.start();
  world.trace.say('office is up');
}
