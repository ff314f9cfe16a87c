import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, openFile } from './connection.ts';
import { flush } from './flush.ts';
import { quickCheck } from './open-till-db.ts';

const HOURLY_KEPT = 24;
const DAILY_KEPT = 14;
const PAGES_AT_ONCE = 500;
const NAME = /^till-(\d{4}-\d{2}-\d{2})T\d{2}-\d{2}-\d{2}-\d{3}\.db$/;

/**
 * Copies the money file while the till goes on selling: to a temporary name, flushed, opened and checked, then renamed.
 * A backup that doesn't pass its check never takes a name.
 */
export async function backUp(db: Connection, folder: string, nowMs: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const name = `till-${new Date(nowMs).toISOString().slice(0, 23).replaceAll(':', '-').replace('.', '-')}.db`;
  const temporary = join(folder, `${name}.part`);
  // What a stop in the middle of another backup left takes room for nothing.
  for (const left of readdirSync(folder).filter((other) => other.includes('.db.part')))
    rmSync(join(folder, left), { force: true });
  await db.backup(temporary, { progress: () => PAGES_AT_ONCE });
  flush(temporary);
  checkCopy(temporary);
  renameSync(temporary, join(folder, name));
  flush(folder);
  for (const old of outdated(backupsIn(folder))) rmSync(join(folder, old), { force: true });
  return name;
}

/** When a backup was made, from its name: UTC ms. */
export function backedUpAtMs(name: string): number {
  const at = /^till-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})\.db$/.exec(name);
  return at === null ? 0 : Date.parse(`${at[1]}T${at[2]}:${at[3]}:${at[4]}.${at[5]}Z`);
}

/** The backups of a folder, newest first. */
export function backupsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();
}

/** What makes room: all but the newest 24 and the last one of each of the newest 14 days. */
export function outdated(newestFirst: readonly string[]): readonly string[] {
  const days = new Set<string>();
  return newestFirst.filter((name, place) => {
    const day = NAME.exec(name)?.[1] ?? '';
    const isLastOfDay = !days.has(day);
    days.add(day);
    return place >= HOURLY_KEPT && !(isLastOfDay && days.size <= DAILY_KEPT);
  });
}

/** @throws {Fault} `store_damaged` */
function checkCopy(path: string): void {
  const copy = openFile(path);
  try {
    quickCheck(copy);
  } finally {
    copy.close();
    for (const tail of ['-wal', '-shm']) rmSync(path + tail, { force: true });
  }
}
