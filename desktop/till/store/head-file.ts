import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { epochCounter, epochSchema } from '#shared/changes/hash-chain.ts';
import { isLaterSeries } from './receipt-series.ts';

/** How far this machine came, kept beside the database and outside its backups. */
export const headSchema = z.object({
  epoch: epochSchema,
  seq: z.number().int().min(0),
  series: z.string(),
  counter: z.number().int().min(0),
});
export type Head = z.infer<typeof headSchema>;

export type HeadFile = {
  /** What stood there when it was opened, null where there was none; then what was written last. */
  readonly latest: () => Head | null;
  readonly write: (head: Head) => void;
  readonly close: () => void;
};

/** Room for the longest head, so that a shorter one leaves nothing of it behind. */
const WIDTH = 200;

export function openHeadFile(path: string): HeadFile {
  let latest = readHead(path);
  const file = openSync(path, latest === null ? 'w' : 'r+');
  return {
    latest: () => latest,
    write: (head) => {
      latest = head;
      writeSync(file, JSON.stringify(head).padEnd(WIDTH, ' '), 0);
    },
    close: () => closeSync(file),
  };
}

function readHead(path: string): Head | null {
  try {
    const parsed = headSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whether a database stands behind what this machine had already given out: it is a copy of an earlier day. */
export function isBehind(database: Head, found: Head | null): boolean {
  if (found === null) return false;
  const byEpoch = epochCounter(found.epoch) - epochCounter(database.epoch);
  if (byEpoch !== 0) return byEpoch > 0;
  // Under a later letter the count began anew, so that it says nothing against an older file that is put back once more.
  if (found.series !== database.series) return isLaterSeries(found.series, database.series);
  return found.seq > database.seq || found.counter > database.counter;
}
