import { must } from '#shared/base/assert.ts';
import type { Asked, Said } from './messages.ts';
import { type Machine, newRun } from './machine.ts';
import { epochOf } from './model-hash.ts';
import { type Office, newOfficeTill } from './office.ts';
import type { LeftOut } from './push-variant.ts';

/** What is under way: a request, or the answer to one. */
export type Packet = { machine: number; asked: Asked; said: Said | null };

export type World = {
  leftOut: LeftOut;
  machines: Machine[];
  office: Office;
  officeBackup: Office | null;
  network: Packet[];
  /** Every (till, epoch, seq, hash) that any life of the office ever committed. */
  everHeld: Set<string>;
  /** Tills of which a second machine was made. */
  copiedTills: Set<string>;
  /** The first thing that must never happen. */
  wrong: string | null;
  sold: number;
  given: number;
  boots: number;
  requests: number;
};

export function newWorld(tills: number, leftOut: LeftOut): World {
  const names = Array.from({ length: tills }, (_, index) => `till ${index}`);
  return {
    leftOut,
    machines: names.map((till, index) => ({
      file: { till, epoch: epochOf(1, index), previousHash: '', places: [], isOutcast: false },
      backup: null,
      run: newRun(`first ${index}`),
    })),
    office: {
      tills: new Map(names.map((till, index) => [till, newOfficeTill(epochOf(1, index))])),
      known: new Map(),
      effects: new Map(),
    },
    officeBackup: null,
    network: [],
    everHeld: new Set(),
    copiedTills: new Set(),
    wrong: null,
    sold: 0,
    given: tills,
    boots: 0,
    requests: 0,
  };
}

export function machineAt(world: World, at: number): Machine {
  return must(world.machines[at % world.machines.length], 'a world has machines');
}

export function restart(world: World, machine: Machine): void {
  world.boots += 1;
  machine.run = newRun(`boot ${world.boots}`);
}
