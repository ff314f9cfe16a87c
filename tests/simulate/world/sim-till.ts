import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import { uuidV7 } from '#shared/base/ids.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import type { Reply } from '#shared/till-calls/reply.ts';
import { staffSignInCall, tillEnrolCall } from '#shared/till-calls/till-calls.ts';
import { FIXED_DEVICES } from '#tests/support/till/virtual-devices.ts';
import type { Log } from '#till/ports/log.ts';
import type { Timers } from '#till/ports/timers.ts';
import { type Till, type TillDeps, createTill } from '#till/till.ts';
import type { LineEnd, LineState } from './line-state.ts';
import { createLine } from './line.ts';
import type { Place, SimTill } from './machine.ts';
import type { SeededRandom } from './random.ts';
import { type World, officeNowMs } from './world.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../migrations/till', import.meta.url));
const DISK_FULL = 'database or disk is full';
const BALLAST_BYTES = 64 * 1024;

export function createSimTill(
  world: World,
  place: Place,
  machine: { folder: string; secrets: Map<string, string> },
): SimTill {
  return new RealTill(world, place, machine);
}

/** The process that runs just now; its till is there once it is open. */
type Process = { readonly till: Till | null; readonly life: number };

class RealTill implements SimTill {
  readonly name: string;
  readonly line: LineState = { armed: [], isUpBlocked: false, isDownBlocked: false, hasCable: true };
  readonly errors: string[] = [];
  readonly place: Place;
  readonly secrets: Map<string, string>;
  skewMs = 0;
  protocol = PROTOCOL_VERSION;
  private readonly world: World;
  private readonly random: SeededRandom;
  private readonly packets: SeededRandom;
  private readonly returned = new Set<() => void>();
  private disk: string;
  private life = 0;
  private running: Process | null = null;

  constructor(world: World, place: Place, machine: { folder: string; secrets: Map<string, string> }) {
    this.world = world;
    this.place = place;
    this.name = `till${place.number}`;
    this.random = world.random(`till ${place.number}`);
    this.packets = world.random(`packets ${place.number}`);
    this.disk = machine.folder;
    this.secrets = machine.secrets;
  }

  isUp(): boolean {
    return this.running !== null;
  }

  folder(): string {
    return this.disk;
  }

  async start(): Promise<void> {
    if (this.running !== null) return;
    try {
      await this.world.scheduler.during(this.open());
    } catch (error) {
      this.running = null;
      this.errors.push(`${this.name} does not open: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async open(): Promise<void> {
    this.life += 1;
    const { life } = this;
    const isAlive = (): boolean => life === this.life;
    this.running = { till: null, life };
    const till = await createTill(this.deps(isAlive));
    if (!isAlive()) return;
    this.running = { till, life };
    this.world.trace.say(`${this.name} is up`);
    if (this.place.staff !== null) await this.ask(staffSignInCall, this.place.staff);
  }

  private deps(isAlive: () => boolean): TillDeps {
    const { world, secrets } = this;
    return {
      dataDir: this.disk,
      migrationsDir: MIGRATIONS,
      nowMs: () => officeNowMs(world) + this.skewMs,
      timers: timersOf(world, isAlive),
      randomBytes: this.random.bytes,
      keychain: {
        read: (key) => Promise.resolve(secrets.get(key) ?? null),
        write: (key, secret) => Promise.resolve(void secrets.set(key, secret)),
        remove: (key) => Promise.resolve(void secrets.delete(key)),
      },
      network: createLine(world, this.lineEnd(isAlive)),
      printer: { print: () => Promise.resolve() },
      drawer: { open: () => Promise.resolve() },
      display: { show: () => Promise.resolve() },
      deviceSetup: FIXED_DEVICES,
      appVersion: `0.${this.protocol}.0-simulated`,
      protocol: this.protocol,
      log: logOf(world, { name: this.name, errors: this.errors, isAlive }),
      ballastBytes: BALLAST_BYTES,
    };
  }

  private lineEnd(isAlive: () => boolean): LineEnd {
    const { scheduler } = this.world;
    return {
      name: this.name,
      business: this.place.business,
      state: this.line,
      random: this.packets,
      isAlive,
      die: () => {
        scheduler.after(0, () => {
          if (!isAlive()) return;
          this.kill();
          scheduler.after(this.packets.whole(500, 30_000), () => void this.start());
        });
      },
      returned: this.returned,
    };
  }

  kill(): void {
    if (this.running === null) return;
    this.world.trace.say(`${this.name} dies`);
    const ended = this.running.till;
    const left = this.disk;
    this.running = null;
    this.life += 1;
    this.disk = join(this.world.folder, `${this.name}-${this.life}`);
    copyDisk(left, this.disk);
    // What is left of the dead process works on files that nobody looks at any more.
    void ended?.close().then(
      () => rmSync(left, { recursive: true, force: true }),
      () => undefined,
    );
  }

  replaceDisk(change: (folder: string) => void): void {
    this.kill();
    change(this.disk);
  }

  async close(): Promise<void> {
    const ended = this.running;
    this.running = null;
    this.life += 1;
    await this.world.scheduler.during(ended?.till?.close() ?? Promise.resolve());
  }

  async ask<Input extends z.ZodType>(call: Call<string, Input>, input: z.input<Input>): Promise<Reply | null> {
    const asked = this.running;
    if (asked === null || asked.till === null) return null;
    const callId = uuidV7(officeNowMs(this.world), this.random.bytes(10));
    const answered = asked.till.dispatch({ name: call.name, input, ...(call.writes ? { callId } : {}) });
    // Only to enrol does a till wait for the network, and with it for time to pass.
    if (call.name === tillEnrolCall.name) return answered.then((reply) => (asked.life === this.life ? reply : null));
    const noted = { till: this.name, call: call.name, askedMs: this.world.scheduler.nowMs(), isOver: false, tookMs: 0 };
    this.world.calls.push(noted);
    const reply = await this.world.scheduler.during(answered);
    noted.isOver = true;
    noted.tookMs = this.world.scheduler.nowMs() - noted.askedMs;
    return asked.life === this.life ? reply : null;
  }

  networkReturns(): void {
    for (const listener of this.returned) listener();
  }
}

/** The files as they lie on the disk in this moment; nobody holds the copy. */
export function copyDisk(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('-shm') && !path.includes('till.lock') });
}

function timersOf(world: World, isAlive: () => boolean): Timers {
  const bornMs = world.scheduler.nowMs();
  return {
    after: (delayMs, run) =>
      world.scheduler.after(delayMs, () => {
        if (isAlive()) run();
      }),
    monotonicMs: () => world.scheduler.nowMs() - bornMs,
  };
}

function logOf(
  world: World,
  { name, errors, isAlive }: { readonly name: string; readonly errors: string[]; readonly isAlive: () => boolean },
): Log {
  return {
    info: () => undefined,
    warn: (event) => {
      if (isAlive()) world.trace.say(`${name} warns ${event}`);
    },
    error: (event, fields) => {
      if (!isAlive()) return;
      world.trace.say(`${name} fails ${event}`);
      // Somebody filled the disk, and sync says so each time that it tries.
      if (fields?.['message'] === DISK_FULL) return;
      errors.push(`${name} ${event} ${JSON.stringify(fields ?? {})}`);
    },
  };
}
