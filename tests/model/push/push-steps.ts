import fc from 'fast-check';
import { answer, enrolNewTill } from './office-answers.ts';
import type { Asked } from './messages.ts';
import { append } from './machine.ts';
import { epochOf } from './model-hash.ts';
import { newOfficeTill, officeTill } from './office.ts';
import { type Packet, type World, machineAt, restart } from './push-world.ts';
import { ask, hear } from './till-turns.ts';

const FATES = ['arrives', 'request lost', 'request late', 'answer lost', 'answer late', 'doubled'] as const;
type Fate = (typeof FATES)[number];

export type Step =
  | {
      readonly does: 'sell' | 'restart' | 'back up till' | 'restore till' | 'copy' | 'choose' | 'enrol';
      readonly at: number;
    }
  | { readonly does: Asked['kind']; readonly at: number; readonly fate: Fate; readonly size: number }
  | { readonly does: 'late packet'; readonly at: number }
  | { readonly does: 'back up office' | 'restore office' };

const at = fc.nat({ max: 2 });
const fate = fc.oneof(
  { arbitrary: fc.constant<Fate>('arrives'), weight: 6 },
  { arbitrary: fc.constantFrom(...FATES), weight: 4 },
);
const asks = (does: Asked['kind']) =>
  fc.record({ does: fc.constant(does), at, fate, size: fc.integer({ min: 1, max: 3 }) });
const plain = <Does extends string>(does: Does) => fc.record({ does: fc.constant(does), at });

/** What may happen next, in no order; a step that can't happen is one in which nothing does. */
export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: plain('sell'), weight: 20 },
  { arbitrary: asks('hello'), weight: 20 },
  { arbitrary: asks('push'), weight: 20 },
  { arbitrary: asks('facts'), weight: 14 },
  { arbitrary: fc.record({ does: fc.constant('late packet' as const), at: fc.nat({ max: 9 }) }), weight: 10 },
  { arbitrary: plain('restart'), weight: 2 },
  { arbitrary: plain('back up till'), weight: 4 },
  { arbitrary: plain('restore till'), weight: 4 },
  { arbitrary: plain('copy'), weight: 2 },
  { arbitrary: plain('choose'), weight: 2 },
  { arbitrary: plain('enrol'), weight: 2 },
  { arbitrary: fc.record({ does: fc.constant('back up office' as const) }), weight: 3 },
  { arbitrary: fc.record({ does: fc.constant('restore office' as const) }), weight: 3 },
);

export function take(world: World, step: Step): void {
  switch (step.does) {
    case 'hello':
    case 'push':
    case 'facts':
      return talk(world, step.at, ask(world, step.at, step.does, step.size), step.fate);
    case 'late packet':
      return arriveLate(world, step.at);
    case 'back up office':
      world.officeBackup = structuredClone(world.office);
      return;
    case 'restore office':
      if (world.officeBackup !== null) world.office = structuredClone(world.officeBackup);
      return;
    default:
      return atMachine(world, step.does, step.at);
  }
}

function atMachine(
  world: World,
  does: Exclude<Step['does'], Asked['kind'] | 'late packet' | 'back up office' | 'restore office'>,
  index: number,
): void {
  const machine = machineAt(world, index);
  switch (does) {
    case 'sell':
      world.sold += 1;
      return append(machine.file, `sale ${world.sold}`);
    case 'restart':
      return restart(world, machine);
    case 'back up till':
      machine.backup = structuredClone(machine.file);
      return;
    case 'restore till':
      if (machine.backup === null || machine.backup.till !== machine.file.till) return;
      machine.file = { ...structuredClone(machine.backup), isOutcast: machine.file.isOutcast };
      return restart(world, machine);
    case 'copy':
      if (world.machines.length > 2 || machine.file.isOutcast) return;
      world.machines.push({ file: structuredClone(machine.file), backup: null, run: { ...machine.run } });
      world.copiedTills.add(machine.file.till);
      return restart(world, machineAt(world, world.machines.length - 1));
    case 'choose':
      return choose(world, index);
    case 'enrol':
      return enrol(world, index);
  }
}

/** The owner says which machine stays, the one that runs here, unless the one that he chose before is still to come. */
export function choose(world: World, index: number): void {
  const { file, run } = machineAt(world, index);
  const till = officeTill(world.office, file.till);
  const isAwaited = world.machines.some((machine) => machine.run.boot === till.stayingBoot);
  if (!till.isCloned || isAwaited || !till.caseBoots.includes(run.boot)) return;
  till.outcastBoots = [...new Set([...till.outcastBoots, ...till.caseBoots])].filter((boot) => boot !== run.boot);
  [till.stayingBoot, till.caseBoots] = [run.boot, []];
}

/** A machine that must enrol becomes a new till: what it sold and never brought to the office goes out under it. */
export function enrol(world: World, index: number): void {
  const machine = machineAt(world, index);
  if (!machine.file.isOutcast) return;
  world.given += 1;
  const till = `till ${world.given} enrolled`;
  const epoch = epochOf(1, world.given);
  enrolNewTill(world.office, till, newOfficeTill(epoch));
  const waiting = machine.file.places.filter(({ isAcked }) => !isAcked);
  machine.file = { till, epoch, previousHash: '', places: [], isOutcast: false };
  for (const { body } of waiting) append(machine.file, body);
  restart(world, machine);
}

function talk(world: World, index: number, asked: Asked | null, fate: Fate): void {
  if (asked === null) return;
  const machine = index % world.machines.length;
  // What is under way says what stood in the file when it was sent.
  const packet: Packet = { machine, asked: structuredClone(asked), said: null };
  if (fate === 'request lost') return;
  if (fate === 'request late') return void world.network.push(packet);
  if (fate === 'doubled') world.network.push(packet);
  const answered = reach(world, packet);
  if (fate === 'answer lost' || answered === null) return;
  if (fate === 'answer late') world.network.push(answered);
  else reach(world, answered);
}

function arriveLate(world: World, index: number): void {
  const packet = world.network[index % world.network.length];
  if (packet === undefined) return;
  world.network = world.network.filter((other) => other !== packet);
  const answered = reach(world, packet);
  if (answered !== null) world.network.push(answered);
}

/** A request reaches the office and gives its answer; an answer reaches its machine. */
function reach(world: World, packet: Packet): Packet | null {
  const { machine, asked, said } = packet;
  if (said === null) {
    // An enrolled till is forgotten by an office restored from before: it has no key there, and nobody answers it.
    if (!world.office.tills.has(asked.till)) return null;
    return { machine, asked, said: structuredClone(answer(world, asked)) };
  }
  hear(world, machine, asked, said);
  return null;
}
