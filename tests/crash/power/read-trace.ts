import { createReadStream } from 'node:fs';
import { sep } from 'node:path';
import { createInterface } from 'node:readline';

/** What a process did to the files of a folder, and what it said meanwhile, in order. Names are within the folder. */
export type TraceEvent =
  | { readonly kind: 'write'; readonly name: string; readonly atByte: number | 'end'; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly name: string; readonly length: number }
  | { readonly kind: 'create'; readonly name: string; readonly empties: boolean }
  | { readonly kind: 'sync'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string }
  | { readonly kind: 'said'; readonly text: string };

/** The calls that a trace must hold for this to be read from it. */
export const TRACED = 'pwrite64,write,fsync,fdatasync,ftruncate,rename,unlink,openat';

const LINE = /^(\d+)\s+(.*)$/s;
const RESUMED = /^<\.\.\. \w+ resumed>/;
const UNFINISHED = ' <unfinished ...>';
const ESCAPED = /\\x([0-9a-f]{2})/g;
const STDOUT = '1';

/** Reads what `strace -f -y -xx` wrote. A call that failed did nothing; one that was interrupted is put together. */
export async function* readTrace(path: string, folder: string): AsyncGenerator<TraceEvent> {
  const begun = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(path, 'latin1'), crlfDelay: Infinity })) {
    const [, pid = '', text = ''] = LINE.exec(line) ?? [];
    if (text.endsWith(UNFINISHED)) {
      begun.set(pid, text.slice(0, -UNFINISHED.length));
      continue;
    }
    const whole = RESUMED.test(text) ? (begun.get(pid) ?? '') + text.replace(RESUMED, '') : text;
    const event = eventOf(whole, folder + sep);
    if (event !== null) yield event;
  }
}

const FILE_CALL = /^(pwrite64|write|fsync|fdatasync|ftruncate)\((\d+)<([^>]*)>(\(deleted\))?(.*)\)\s+= (\d+)/s;
const OPEN = /^openat\(AT_FDCWD<[^>]*>, "([^"]*)", ([A-Z_|]+).*\)\s+= \d+/s;
const NAMES = /^(rename|unlink)\("([^"]*)"(?:, "([^"]*)")?\)\s+= 0/s;
const WRITTEN = /^, "([^"]*)", \d+(?:, (\d+))?$/s;

function eventOf(text: string, within: string): TraceEvent | null {
  const call = FILE_CALL.exec(text);
  if (call !== null) {
    const [, what = '', fd, file = '', deleted, rest = '', result = ''] = call;
    const [, written = '', atByte] = WRITTEN.exec(rest) ?? [];
    if (fd === STDOUT && what === 'write') return { kind: 'said', text: bytesOf(written).toString('utf8') };
    const name = nameOf(file, within);
    if (name === null || deleted !== undefined) return null;
    if (what === 'ftruncate') return { kind: 'truncate', name, length: Number(rest.replace(', ', '')) };
    if (what === 'fsync' || what === 'fdatasync') return { kind: 'sync', name };
    const bytes = bytesOf(written).subarray(0, Number(result));
    return { kind: 'write', name, atByte: atByte === undefined ? 'end' : Number(atByte), bytes };
  }
  const open = OPEN.exec(text);
  if (open !== null) {
    const name = nameOf(open[1] ?? '', within);
    const flags = open[2] ?? '';
    return name !== null && flags.includes('O_CREAT')
      ? { kind: 'create', name, empties: flags.includes('O_TRUNC') }
      : null;
  }
  const [, change, from, to] = NAMES.exec(text) ?? [];
  const name = nameOf(from ?? '', within);
  if (name === null) return null;
  return change === 'unlink'
    ? { kind: 'remove', name }
    : { kind: 'rename', name, to: nameOf(to ?? '', within) ?? name };
}

/** A file of the folder by its name within, '' for the folder itself; null for any other file. */
function nameOf(escaped: string, within: string): string | null {
  const path = bytesOf(escaped).toString('utf8');
  if (path + sep === within) return '';
  return path.startsWith(within) ? path.slice(within.length) : null;
}

function bytesOf(escaped: string): Buffer {
  return Buffer.from(escaped.replace(ESCAPED, '$1'), 'hex');
}
