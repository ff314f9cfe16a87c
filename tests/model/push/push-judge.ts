import { type World, machineAt } from './push-world.ts';
import { choose, enrol, take } from './push-steps.ts';

const ROUNDS_TO_REST = 30;

/** What must hold after every step. */
export function judgeNow(world: World): string | null {
  if (world.wrong !== null) return world.wrong;
  for (const [id, times] of world.office.effects) if (times > 1) return `${id} had its effect ${times} times`;
  for (const [id, till] of world.office.tills)
    if (till.isCloned && !world.copiedTills.has(id)) return `${id} is taken for two machines`;
  return null;
}

/** The network heals, the owner decides, nothing new is sold. */
export function comeToRest(world: World): void {
  world.network = [];
  let calmRounds = 0;
  for (let round = 0; round < ROUNDS_TO_REST && calmRounds < 2; round += 1) {
    for (const at of world.machines.keys()) {
      enrol(world, at);
      for (const does of ['hello', 'facts', 'push', 'facts'] as const)
        take(world, { does, at, fate: 'arrives', size: 50 });
      choose(world, at);
    }
    calmRounds = isCalm(world) ? calmRounds + 1 : 0;
  }
}

/** Nobody has anything to do any more, each machine is a till of its own. */
function isCalm({ machines }: World): boolean {
  const isDone = machines.every(
    ({ file, run }) => !file.isOutcast && run.state === 'normal' && file.places.every(({ isAcked }) => isAcked),
  );
  return isDone && new Set(machines.map(({ file }) => file.till)).size === machines.length;
}

/** What must hold once all came to rest: each change of each machine is at the office, once. */
export function judgeRest(world: World): string | null {
  for (const at of world.machines.keys()) {
    const { file, run } = machineAt(world, at);
    for (const { body, bodyHash, isAcked } of file.places) {
      if (world.office.known.get(body) !== bodyHash) return `${body} of ${file.till} never reached the office`;
      if (!isAcked) return `${body} of ${file.till} waits for ever, ${run.state}`;
    }
  }
  for (const [at, { file }] of world.machines.entries())
    if (world.machines.findIndex((other) => other.file.till === file.till) !== at)
      return `two machines are ${file.till}, and it was never settled`;
  return null;
}
