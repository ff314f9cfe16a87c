import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { changeEnvelopeSchema } from '#shared/changes/hash-chain.ts';
import { crc32c } from './crc32c.ts';
import { flush } from './flush.ts';

/** A change as the second copy keeps it. */
export const journalEntrySchema = changeEnvelopeSchema.extend({ id: z.string() });
export type JournalEntry = z.infer<typeof journalEntrySchema>;

/**
 * The second copy of what the office has not acknowledged, beside the database: it guards against a broken file.
 *
 * One framed line for each change: length, CRC-32C, fields, body. It is written after COMMIT, without an fsync of its own.
 */
export type Journal = {
  readonly append: (entries: readonly JournalEntry[]) => void;
  readonly bytes: () => number;
  /** Nothing waits: all of it goes. */
  readonly empty: () => void;
  /** Leaves these entries alone: the others were acknowledged. A failure on the way leaves the copy as it was. */
  readonly cut: (left: Iterable<JournalEntry>) => void;
  readonly close: () => void;
};

export function openJournal(path: string): Journal {
  let file = openSync(path, 'a');
  let isTorn = endsTorn(path);
  let unwritten: JournalEntry[] = [];
  return {
    append: (entries) => {
      unwritten.push(...entries);
      // What a crash or a full disk left half written ends here; it takes no whole line with it.
      const frames = unwritten.map(frameOf);
      const bytes = Buffer.concat(isTorn ? [LINE_END_BYTES, ...frames] : frames);
      const written = whenWritten(file, bytes);
      // Nothing written leaves the file's end as it was.
      if (written > 0) isTorn = written < bytes.length;
      unwritten = written < bytes.length ? unwritten.slice(-UNWRITTEN_MAX) : [];
    },
    bytes: () => fstatSync(file).size,
    empty: () => {
      ftruncateSync(file, 0);
      unwritten = [];
      isTorn = false;
    },
    cut: (left) => {
      const fresh = `${path}.new`;
      // Until the fresh file has the name, the old one is the second copy: it holds all that the fresh one will, and more.
      writeFresh(fresh, left);
      // Windows renames nothing that is open, nor onto it.
      closeSync(file);
      try {
        renameSync(fresh, path);
      } finally {
        file = openSync(path, 'a');
      }
      unwritten = [];
      isTorn = false;
      flush(dirname(path));
    },
    close: () => closeSync(file),
  };
}

/** So much is kept for the next try, where the disk doesn't take the second copy. */
const UNWRITTEN_MAX = 1000;
const LINE_END_BYTES = Buffer.from('\n');

function writeFresh(path: string, entries: Iterable<JournalEntry>): void {
  const file = openSync(path, 'w');
  try {
    for (const entry of entries) {
      const frame = frameOf(entry);
      for (let at = 0; at < frame.length;) at += writeSync(file, frame, at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** How many bytes the disk took. */
function whenWritten(file: number, bytes: Buffer): number {
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(file, bytes, written);
  } catch {
    // The sale is in the database; the caller hears how far the second copy came.
  }
  return written;
}

function endsTorn(path: string): boolean {
  const bytes = readFileSync(path);
  return bytes.length > 0 && bytes.at(-1) !== LINE_END;
}

/** `length crc epoch seq id bodyHash hash body`: the body as it is, since JSON in one line holds no line end. */
function frameOf(entry: JournalEntry): Buffer {
  const frame = Buffer.from(
    `${entry.epoch} ${entry.seq} ${entry.id} ${entry.bodyHash} ${entry.hash} ${entry.body}\n`,
    'utf8',
  );
  const head = Buffer.from(
    `${frame.length - 1} ${crc32c(frame.subarray(0, -1)).toString(16).padStart(8, '0')} `,
    'latin1',
  );
  return Buffer.concat([head, frame]);
}

/** Every whole line of a journal, in order; a torn or damaged one is left out, and those after it are still read. */
export function readJournal(path: string): JournalEntry[] {
  if (!existsSync(path)) return [];
  const bytes = readFileSync(path);
  const entries: JournalEntry[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(LINE_END, start);
    const end = found === -1 ? bytes.length : found;
    const entry = journalEntryOf(bytes.subarray(start, end));
    if (entry !== null) entries.push(entry);
    start = end + 1;
  }
  return entries;
}

const LINE_END = 0x0a;
const FRAME = /^(\d+) ([0-9a-f]{8}) /;
const FIELDS = /^(\S+) (\d+) (\S+) (\S+) (\S+) /;

/** The change in one line of a second copy; null where the line is torn, damaged or empty. */
export function journalEntryOf(line: Buffer): JournalEntry | null {
  const framed = FRAME.exec(line.toString('latin1', 0, 32));
  if (framed === null) return null;
  const frame = line.subarray(framed[0].length);
  if (frame.length !== Number(framed[1]) || crc32c(frame) !== Number.parseInt(framed[2] ?? '', 16)) return null;
  const text = frame.toString('utf8');
  const fields = FIELDS.exec(text);
  if (fields === null) return null;
  const [whole, epoch, seq, id, bodyHash, hash] = fields;
  const parsed = journalEntrySchema.safeParse({
    epoch,
    seq: Number(seq),
    id,
    bodyHash,
    hash,
    body: text.slice(whole.length),
  });
  return parsed.success ? parsed.data : null;
}
