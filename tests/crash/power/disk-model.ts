import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TraceEvent } from './read-trace.ts';

/** A disk that keeps what was flushed, and of the rest whatever chance leaves when the power goes. */
export type DiskModel = {
  readonly apply: (event: TraceEvent) => void;
  /** Writes a folder as it may look after a power cut now. */
  readonly cut: (to: string, random: () => number) => void;
};

export type DiskModelOptions = {
  /** Files whose flushes do nothing: a disk that lies. */
  readonly ignoresSyncOf: (name: string) => boolean;
};

type Waiting = { readonly atByte: number; readonly bytes: Buffer } | { readonly length: number };
type OneFile = { kept: Buffer; size: number; waiting: Waiting[] };
/** A name that was given or taken, and lies in the folder for good only once that was flushed. */
type NameChange = { readonly name: string; readonly file: OneFile | null };

const SECTOR_BYTES = 512;
/** Memory that the processes share, locks, and what is only there to be given up. */
const NOT_ON_DISK = /-shm$|^till\.lock|^ballast$|\.before-update/;

/** Starts from a folder that lay still: all of it is on the disk. */
export function diskModel(folder: string, { ignoresSyncOf }: DiskModelOptions): DiskModel {
  const names = new Map<string, OneFile>();
  for (const name of filesOf(folder)) {
    const kept = readFileSync(join(folder, name));
    names.set(name, { kept, size: kept.length, waiting: [] });
  }
  const onDisk = new Map(names);
  let changes: NameChange[] = [];
  const named = (name: string, file: OneFile | null): void => {
    changes.push({ name, file });
    if (file === null) names.delete(name);
    else names.set(name, file);
  };
  const settle = (isSettled: (change: NameChange) => boolean): void => {
    for (const change of changes.filter(isSettled)) applyName(onDisk, change);
    changes = changes.filter((change) => !isSettled(change));
  };
  const fileAt = (name: string): OneFile => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const made = { kept: Buffer.alloc(0), size: 0, waiting: [] };
    named(name, made);
    return made;
  };
  const sync = (name: string): void => {
    const file = names.get(name);
    if (ignoresSyncOf(name)) return;
    if (file === undefined) return settle((change) => dirname(change.name) === (name === '' ? '.' : name));
    const page = pageOf(file);
    for (const one of file.waiting) page.put(one);
    file.kept = page.bytes();
    file.waiting = [];
    settle((change) => change.file === file);
  };
  return {
    apply: (event) => {
      if (event.kind === 'said' || NOT_ON_DISK.test(event.name)) return;
      if (event.kind === 'sync') sync(event.name);
      else if (event.kind === 'remove') named(event.name, null);
      else if (event.kind === 'rename') {
        const file = fileAt(event.name);
        named(event.to, file);
        named(event.name, null);
      } else change(fileAt(event.name), event);
    },
    cut: (to, random) => {
      rmSync(to, { recursive: true, force: true });
      const left = new Map(onDisk);
      // A file system writes its own list of changes in order.
      const far = Math.floor(random() * (changes.length + 1));
      for (const one of changes.slice(0, far)) applyName(left, one);
      // Nothing, everything, or any part of what was on its way.
      const share = [0, 0.5, 1][Math.floor(random() * 3)] ?? 0;
      for (const [name, file] of left) {
        mkdirSync(dirname(join(to, name)), { recursive: true });
        writeFileSync(join(to, name), afterCut(file, share, random));
      }
    },
  };
}

function change(file: OneFile, event: Extract<TraceEvent, { kind: 'create' | 'truncate' | 'write' }>): void {
  if (event.kind === 'create') {
    if (!event.empties) return;
    file.waiting.push({ length: 0 });
    file.size = 0;
  } else if (event.kind === 'truncate') {
    file.waiting.push({ length: event.length });
    file.size = event.length;
  } else {
    const atByte = event.atByte === 'end' ? file.size : event.atByte;
    file.waiting.push({ atByte, bytes: event.bytes });
    file.size = Math.max(file.size, atByte + event.bytes.length);
  }
}

function afterCut(file: OneFile, share: number, random: () => number): Buffer {
  const page = pageOf(file);
  for (const one of file.waiting) {
    if ('length' in one) {
      if (random() < share) page.put(one);
      continue;
    }
    // A page is written by sectors: half of one may be all that came through.
    for (let from = 0; from < one.bytes.length; from += SECTOR_BYTES)
      if (random() < share)
        page.put({ atByte: one.atByte + from, bytes: one.bytes.subarray(from, from + SECTOR_BYTES) });
  }
  return page.bytes();
}

/** What a file holds, with room for all that waits: a long day writes a file many thousand times. */
function pageOf({ kept, waiting }: OneFile) {
  const most = waiting.reduce(
    (size, one) => Math.max(size, 'length' in one ? one.length : one.atByte + one.bytes.length),
    kept.length,
  );
  const bytes = Buffer.alloc(most);
  kept.copy(bytes);
  let size = kept.length;
  return {
    put: (one: Waiting): void => {
      if ('length' in one) {
        if (one.length < size) bytes.fill(0, one.length, size);
        size = one.length;
        return;
      }
      one.bytes.copy(bytes, one.atByte);
      size = Math.max(size, one.atByte + one.bytes.length);
    },
    bytes: () => bytes.subarray(0, size),
  };
}

function applyName(names: Map<string, OneFile>, { name, file }: NameChange): void {
  if (file === null) names.delete(name);
  else names.set(name, file);
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => statSync(join(folder, name)).isFile() && !NOT_ON_DISK.test(name),
  );
}
