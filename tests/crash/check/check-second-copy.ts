import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LoggedChange } from './read-log.ts';

const headSchema = z.object({ seq: z.number(), counter: z.number() });

/** Holds the head beside the database against it: one that is ahead makes the next start give up the series. */
export function checkHead(
  folder: string,
  stands: { readonly seq: number; readonly counter: number },
  said: string[],
): void {
  const path = join(folder, 'head');
  const text = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (text === '') return;
  const head = headSchema.safeParse(jsonOf(text));
  if (!head.success) said.push(`the head beside the file can't be read: ${text.slice(0, 80)}`);
  else if (head.data.seq > stands.seq || head.data.counter > stands.counter)
    said.push(`the head is ahead of the file: ${text} against ${JSON.stringify(stands)}`);
}

/** What waits for the office stands in the second copy too, all but what the last transaction brought. */
export function checkJournal(folder: string, log: readonly LoggedChange[], said: string[]): void {
  const path = join(folder, 'pending.journal');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const missing = log.filter(({ state, id }) => state !== 'acked' && !text.includes(` ${id} `));
  // One transaction brings an override or a sign-in beside what it is about.
  const first = missing[0];
  if (first !== undefined && first.seq < log.length - 1)
    said.push(`the second copy lacks change ${first.seq} of ${log.length}, which waits`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
