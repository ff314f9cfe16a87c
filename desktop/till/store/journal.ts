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
import { z } from 'zod';
import { changeEnvelopeSchema } from '#shared/changes/hash-chain.ts';
import { crc32c } from './crc32c.ts';

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
    const entry = entryOf(bytes.subarray(start, end));
    if (entry !== null) entries.push(entry);
    start = end + 1;
  }
  return entries;
}

const LINE_END = 0x0a;
const FRAME = /^(\d+) ([0-9a-f]{8}) /;
const FIELDS = /^(\S+) (\d+) (\S+) (\S+) (\S+) /;

function entryOf(line: Buffer): JournalEntry | null {
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
