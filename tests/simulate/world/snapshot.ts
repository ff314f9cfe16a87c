import type { PGlite } from '@electric-sql/pglite';
import { must } from '#shared/base/assert.ts';

/**
 * PostgreSQL in this process as it stood in a moment in which nobody asked it anything: its memory and its files.
 *
 * To bring it back is to copy both, which takes a hundredth of what a new start from a data folder takes. It fits only the
 * instance that it was taken of.
 */
export type Snapshot = {
  readonly lite: PGlite;
  readonly memory: Uint8Array;
  readonly stack: number;
  readonly root: SavedNode;
  readonly streams: readonly SavedStream[];
};

type SavedNode = { readonly node: FileNode; readonly bytes: Uint8Array | null; readonly entries: readonly SavedNode[] };
type SavedStream = { readonly at: number; readonly stream: FileStream; readonly position: number };

/** The little of Emscripten's files in memory that is looked at. */
type FileNode = {
  name: string;
  parent: FileNode;
  contents: Uint8Array | Record<string, FileNode>;
  usedBytes: number;
};
type FileStream = { fd: number | null; position: number };
type Files = {
  readonly streams: (FileStream | null | undefined)[];
  readonly lookupPath: (path: string) => { readonly node: FileNode };
  readonly isDir: (mode: number) => boolean;
  readonly hashAddNode: (node: FileNode) => void;
  readonly hashRemoveNode: (node: FileNode) => void;
};
type Machine = {
  readonly HEAPU8: Uint8Array;
  readonly FS: Files;
  readonly stackSave: () => number;
  readonly stackRestore: (stack: number) => void;
};

const DATA_FOLDER = '/pglite/data';
/** Standard input and output, and the pipe of the instance: they have no place. */
const FIRST_FILE = 5;

export function takeSnapshot(lite: PGlite): Snapshot {
  const machine = machineOf(lite);
  const { streams } = machine.FS;
  return {
    lite,
    memory: machine.HEAPU8.slice(),
    stack: machine.stackSave(),
    root: saved(machine.FS.lookupPath(DATA_FOLDER).node),
    streams: streams.flatMap((stream, at) =>
      stream === null || stream === undefined || at < FIRST_FILE ? [] : [{ at, stream, position: stream.position }],
    ),
  };
}

/** Everything that happened since is gone; nobody may wait for an answer. */
export function bringBack({ lite, memory, stack, root, streams }: Snapshot): void {
  const machine = machineOf(lite);
  const files = machine.FS;
  machine.HEAPU8.set(memory);
  machine.HEAPU8.fill(0, memory.length);
  machine.stackRestore(stack);
  forget(files, files.lookupPath(DATA_FOLDER).node);
  place(files, root);
  for (let at = FIRST_FILE; at < files.streams.length; at += 1) files.streams[at] = null;
  for (const { at, stream, position } of streams) {
    files.streams[at] = stream;
    // One that was closed since has lost its number.
    stream.fd = at;
    stream.position = position;
  }
}

function saved(node: FileNode): SavedNode {
  if (node.contents instanceof Uint8Array || node.contents instanceof Int8Array || !isFolder(node))
    return { node, bytes: bytesOf(node), entries: [] };
  return { node, bytes: null, entries: Object.values(node.contents).map(saved) };
}

function isFolder(node: FileNode): node is FileNode & { contents: Record<string, FileNode> } {
  return node.contents !== null && typeof node.contents === 'object' && !ArrayBuffer.isView(node.contents);
}

function bytesOf(node: FileNode): Uint8Array {
  if (!ArrayBuffer.isView(node.contents)) return new Uint8Array(0);
  const { buffer, byteOffset } = node.contents;
  return new Uint8Array(buffer, byteOffset, node.usedBytes).slice();
}

function forget(files: Files, folder: FileNode): void {
  if (!isFolder(folder)) return;
  for (const node of Object.values(folder.contents)) {
    forget(files, node);
    files.hashRemoveNode(node);
  }
}

function place(files: Files, { node, bytes, entries }: SavedNode): void {
  if (bytes !== null) {
    node.contents = bytes.slice();
    node.usedBytes = bytes.length;
    return;
  }
  node.contents = {};
  for (const entry of entries) {
    entry.node.parent = node;
    node.contents[entry.node.name] = entry.node;
    files.hashAddNode(entry.node);
    place(files, entry);
  }
}

function machineOf(lite: PGlite): Machine {
  const machine: unknown = Reflect.get(lite, 'Module');
  return must(isMachine(machine) ? machine : null, 'PGlite runs on Emscripten, with its files in memory');
}

function isMachine(value: unknown): value is Machine {
  return typeof value === 'object' && value !== null && 'HEAPU8' in value && 'FS' in value && 'stackSave' in value;
}
