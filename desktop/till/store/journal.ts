import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { changeEnvelopeSchema } from '#shared/changes/hash-chain.ts';
import { crc32c } from './crc32c.ts';

/** A change as the second copy keeps it. */
export const journalEntrySchema = changeEnvelopeSchema.extend({ id: z.string() });
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/**
 * The second copy of what the office has not acknowledged, beside the database: it guards against a broken file.
 *
 * One framed line for each change: length, CRC-32C, JSON. It is written after COMMIT, without an fsync of its own.
 */
export type Journal = {
  readonly append: (entries: readonly JournalEntry[]) => void;
  readonly bytes: () => number;
  /** Leaves these entries alone: the others were acknowledged. */
  readonly cut: (left: readonly JournalEntry[]) => void;
  readonly close: () => void;
};

export function openJournal(path: string): Journal {
  let file = openSync(path, 'a');
  return {
    append: (entries) => {
      for (const entry of entries) writeSync(file, frameOf(entry));
    },
    bytes: () => fstatSync(file).size,
    cut: (left) => {
      if (left.length === 0) {
        ftruncateSync(file, 0);
        return;
      }
      const fresh = `${path}.new`;
      const next = openSync(fresh, 'w');
      for (const entry of left) writeSync(next, frameOf(entry));
      fsyncSync(next);
      closeSync(next);
      closeSync(file);
      renameSync(fresh, path);
      file = openSync(path, 'a');
    },
    close: () => closeSync(file),
  };
}

function frameOf(entry: JournalEntry): string {
  const text = JSON.stringify({ epoch: entry.epoch, seq: entry.seq, id: entry.id, body: entry.body, bodyHash: entry.bodyHash, hash: entry.hash });
  const bytes = Buffer.from(text, 'utf8');
  return `${bytes.length} ${crc32c(bytes).toString(16).padStart(8, '0')} ${text}\n`;
}

/** Every whole line of a journal, in order; a torn or damaged one is left out, and those after it are still read. */
export function readJournal(path: string): JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => entryOf(line) ?? []);
}

function entryOf(line: string): JournalEntry | null {
  const framed = /^(\d+) ([0-9a-f]{8}) (.*)$/.exec(line);
  const text = framed?.[3];
  if (framed === null || text === undefined) return null;
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length !== Number(framed[1]) || crc32c(bytes) !== Number.parseInt(framed[2] ?? '', 16)) return null;
  const parsed = journalEntrySchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : null;
}
