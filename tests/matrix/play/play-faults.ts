import { setTimeout as wait } from 'node:timers/promises';
import type { PlannedFault, RunPlan } from './draw-run.ts';
import type { Stage } from './stage.ts';
import { isLineKind } from './stage-line.ts';

/** Plays all faults of a run, each from its time on for as long as it lasts; done when the last one has ended. */
export async function playFaults(stage: Stage, plan: RunPlan): Promise<void> {
  const doing = doings(stage);
  await Promise.all([
    wait(plan.workMs),
    ...plan.faults.map(async (fault) => {
      await wait(fault.atMs);
      await doing.begin(fault);
      await wait(fault.forMs);
      await doing.end(fault);
    }),
  ]);
}

type Doings = Readonly<Record<'begin' | 'end', (fault: PlannedFault) => Promise<void>>>;

function doings(stage: Stage): Doings {
  // Several faults may hold the same till or the office: it goes on when the last one lets it.
  const held = new Map<string, number>();
  const hold = (who: string, by: 1 | -1): number => {
    const count = (held.get(who) ?? 0) + by;
    held.set(who, count);
    return count;
  };
  const tillsOf = (fault: PlannedFault) => fault.tills.flatMap((place) => stage.tills[place] ?? []);
  const linesOf = (fault: PlannedFault) => fault.tills.flatMap((place) => stage.lines[place] ?? []);
  const killed = (name: string): string => `${name} is killed`;
  return {
    begin: async (fault) => {
      const { kind } = fault;
      if (isLineKind(kind)) for (const line of linesOf(fault)) line.begin(kind);
      if (kind === 'pause') for (const till of tillsOf(fault)) if (hold(till.name, 1) === 1) till.pause();
      if (kind === 'kill') {
        const alive = tillsOf(fault).filter((till) => hold(killed(till.name), 1) === 1);
        await Promise.all(alive.map((till) => till.kill()));
      }
      if (kind === 'office_pause' && hold('office', 1) === 1) stage.office()?.pause();
      if (kind === 'office_kill') await stage.killOffice();
    },
    end: async (fault) => {
      const { kind } = fault;
      if (isLineKind(kind)) for (const line of linesOf(fault)) line.end(kind);
      if (kind === 'pause') for (const till of tillsOf(fault)) if (hold(till.name, -1) === 0) till.resume();
      if (kind === 'kill') for (const till of tillsOf(fault)) if (hold(killed(till.name), -1) === 0) till.start();
      if (kind === 'office_pause' && hold('office', -1) === 0) stage.office()?.resume();
      if (kind === 'office_kill') await stage.startOffice();
    },
  };
}
