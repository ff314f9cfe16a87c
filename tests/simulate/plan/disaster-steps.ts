import Database from 'better-sqlite3';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startOffice } from '../world/office-falls.ts';
import type { SimTill } from '../world/machine.ts';
import { copyDisk, createSimTill } from '../world/sim-till.ts';
import { fillDisk } from '../world/disk-full.ts';
import { type HeldRecord, OFFERED_TABLES } from '../check/final-state.ts';
import type { Run } from './run.ts';
import { CLONE_NUMBER, type StepOf } from './plan.ts';

const MONEY_FILES = ['till.db', 'till.db-wal'];
const heldSchema = z.array(z.object({ id: z.string(), ranks: z.string() }));
const ranksSchema = z.record(z.string(), z.string());
const saleSchema = z.array(z.object({ entity_id: z.string() }));

/** The sales that stand in the log of a disk. */
function salesOn(folder: string): Set<string> {
  const file = new Database(join(folder, 'till.db'), { readonly: true });
  try {
    const rows = file.prepare("select entity_id from change_log where type like 'sale.%'").all();
    return new Set(saleSchema.parse(rows).map(({ entity_id }) => entity_id));
  } finally {
    file.close();
  }
}

async function salesAtOffice(run: Run): Promise<Set<string>> {
  const rows = await run.world.office.database().look(
    `select coalesce(entity_id::text, '') as entity_id from changes
     union select convert_from(raw, 'UTF8')::jsonb->>'entityId' from sync_quarantine where raw <> ''`,
  );
  return new Set(saleSchema.parse(rows).map(({ entity_id }) => entity_id));
}

export function backUpTill(run: Run, till: SimTill): string {
  const kept = join(run.world.folder, `kept-${till.name}-${run.world.scheduler.nowMs()}`);
  copyDisk(till.folder(), kept);
  run.kept.tills.set(till.place.number, kept);
  return 'kept';
}

/** Puts a till's older files in place: the money file alone, as from a backup, or all of them, as a machine's image. */
export async function restoreTill(run: Run, till: SimTill, step: StepOf<'till_restore'>): Promise<string> {
  const kept = run.kept.tills.get(till.place.number);
  if (kept === undefined) return 'no backup';
  run.world.readings.restart(till.name);
  forgetHeld(run, till);
  const held = salesOn(kept);
  const lost = [...salesOn(till.folder())].filter((sale) => !held.has(sale));
  await standStill(run);
  const there = await salesAtOffice(run);
  for (const sale of lost) {
    run.dropped.add(sale);
    if (!there.has(sale)) run.destroyed.add(sale);
  }
  till.replaceDisk((folder) => {
    for (const name of MONEY_FILES) rmSync(join(folder, name), { force: true });
    if (!step.withHeadFile) rmSync(folder, { recursive: true, force: true });
    for (const name of step.withHeadFile ? MONEY_FILES : ['.'])
      if (existsSync(join(kept, name))) cpSync(join(kept, name), join(folder, name), { recursive: true });
  });
  run.world.scheduler.after(step.downMs, () => void till.start());
  return `back by ${lost.length} sales`;
}

/** Nobody asks the office for anything while its disk is looked at. */
async function standStill({ world }: Run): Promise<void> {
  const wasUp = world.office.isUp();
  world.office.fall();
  await world.office.database().recover();
  if (wasUp) world.scheduler.after(10, () => void startOffice(world));
}

export async function backUpOffice(run: Run): Promise<string> {
  await standStill(run);
  run.kept.office = run.world.office.dump();
  return 'kept';
}

/** The office comes back as it was at its last backup; what tills hold heals it. */
export async function restoreOffice(run: Run, step: StepOf<'office_restore'>): Promise<string> {
  const { world } = run;
  if (world.office.isStarting()) return 'just starting';
  world.readings.restartAll(world.scheduler.nowMs());
  run.approved.clear();
  for (const till of world.tills) noteHeld(run, till);
  world.office.fall();
  await world.office.replaceDisk(run.kept.office ?? run.template.image);
  const there = await salesAtOffice(run);
  for (const sale of run.dropped) if (!there.has(sale)) run.destroyed.add(sale);
  world.scheduler.after(step.downMs, () => void startOffice(world));
  return 'back';
}

/** Takes note of what a till has from the office: it gives it back, unless it goes on from other files or as another till. */
function noteHeld(run: Run, till: SimTill): void {
  const { number, tillId } = till.place;
  const isCopied = run.plan.steps.some(
    (step) => step.kind === 'clone' && step.till % CLONE_NUMBER === number % CLONE_NUMBER,
  );
  if (isCopied) return;
  const file = new Database(join(till.folder(), 'till.db'), { readonly: true });
  try {
    const all = (table: string): HeldRecord[] =>
      heldSchema
        .parse(file.prepare(`select id, ranks from ${table} where is_deleted = 0`).all())
        .map(({ id, ranks }) => ({ till: till.name, tillId, id, ranks: ranksSchema.parse(JSON.parse(ranks)) }));
    run.held.push({ number, records: Object.fromEntries(OFFERED_TABLES.map((name) => [name, all(name)])) });
  } finally {
    file.close();
  }
}

function forgetHeld(run: Run, { place }: SimTill): void {
  run.held = run.held.filter(({ number }) => number !== place.number);
}

/** A second machine with the same disk and the same keys. */
export async function cloneTill(run: Run, till: SimTill): Promise<string> {
  const { world } = run;
  const number = till.place.number + CLONE_NUMBER;
  if (number >= 2 * CLONE_NUMBER || world.tills.some(({ place }) => place.number === number)) return 'cloned before';
  const folder = join(world.folder, `till${number}-0`);
  copyDisk(till.folder(), folder);
  const clone = createSimTill(world, { ...till.place, number }, { folder, secrets: new Map(till.secrets) });
  world.tills.push(clone);
  await clone.start();
  return clone.name;
}

export async function revokeTill(run: Run, till: SimTill): Promise<string> {
  const came = await run.owner(till.place.business).ask('POST', `/tills/${till.place.tillId}/revoke`, {});
  return came === null ? 'nobody there' : String(came.status);
}

export function fillTillDisk(run: Run, till: SimTill, step: StepOf<'disk_full'>): string {
  const free = fillDisk(till.folder());
  run.world.scheduler.after(step.forMs, free);
  return `for ${step.forMs}`;
}
