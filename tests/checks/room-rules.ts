import { posix } from 'node:path';
import { PACKAGE_HOMES, ROOMS } from './room-table.ts';
import type { Room } from './room-table.ts';

/** What the check needs to know of the tree besides one import. */
export interface Surroundings {
  /** The text of a folder's README.md, empty where there is none. */
  readonly readmeOf: (folder: string) => string;
}

/** Says what is wrong with one import of one file, or nothing. */
export function importFault(path: string, wanted: string, around: Surroundings): string | undefined {
  const from = roomOf(path);
  if (from === undefined) return `${path} stands in no room`;
  const isTest = from.folder === 'tests' || /\.test\.tsx?$/.test(path) || path.endsWith('.config.ts');
  const target = targetOf(path, wanted);
  if (target === undefined) return isTest ? undefined : packageFault(path, from, wanted);
  const to = roomOf(target);
  if (to === undefined) return isTest ? undefined : `${path} imports ${wanted}, which stands in no room`;
  if (to !== from && wanted.startsWith('.')) return `${path} reaches ${wanted}: across rooms write #${to.alias}/…`;
  if (to === from && wanted.startsWith('#') && thingOf(path, from) === thingOf(target, from)) {
    return `${path} names its own folder in ${wanted}: write a relative path`;
  }
  if (isTest) return undefined;
  if (to === from) return insideFault(path, target, from, around);
  if (to.folder === 'tests') return `${path} imports ${wanted}: nothing but tests imports tests`;
  const allowed = from.mayImport.some((folder) =>
    folder === to.folder ? true : target.startsWith(`${folder}/`) && folder.startsWith(`${to.folder}/`),
  );
  return allowed ? undefined : `${path} imports ${wanted}: ${from.folder} may not import ${to.folder}`;
}

/** The files that lead back to themselves, each way named once. */
export function importCycles(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const way: string[] = [];
  const found: string[] = [];
  const visit = (path: string): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    way.push(path);
    for (const next of imports.get(path) ?? []) visit(next);
    way.pop();
    done.add(path);
  };
  for (const path of imports.keys()) visit(path);
  return found;
}

/** The file an import leads to, or nothing where it names a package. */
export function targetOf(path: string, wanted: string): string | undefined {
  const bare = wanted.replace(/\?.*$/, '');
  if (bare.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), bare));
  const named = /^#([^/]+)\/(.+)$/.exec(bare);
  const room = ROOMS.find((one) => one.alias === named?.[1]);
  return room === undefined || named === null ? undefined : `${room.folder}/${named[2]}`;
}

export function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => path.startsWith(`${room.folder}/`));
}

function packageFault(path: string, from: Room, wanted: string): string | undefined {
  if (wanted.startsWith('#')) return `${path} imports ${wanted}, which package.json does not name`;
  if (wanted.startsWith('node:')) {
    return from.packages === undefined ? undefined : `${path} imports ${wanted}: ${from.folder} must run without Node`;
  }
  const name = wanted
    .split('/')
    .slice(0, wanted.startsWith('@') ? 2 : 1)
    .join('/');
  if (from.packages !== undefined && !from.packages.includes(name)) {
    return `${path} imports ${name}: ${from.folder} may only say ${from.packages.join(', ')}`;
  }
  const homes = PACKAGE_HOMES[name];
  if (homes === undefined || homes.some((home) => path.startsWith(`${home}/`))) return undefined;
  return `${path} imports ${name}: only ${homes.join(', ')} may`;
}

/** The order inside a room: a thing imports what stands left of it, or its own. */
function insideFault(path: string, target: string, room: Room, around: Surroundings): string | undefined {
  if (room.order.length === 0) return undefined;
  const [fromThing, toThing] = [thingOf(path, room), thingOf(target, room)];
  if (fromThing === toThing) return undefined;
  const [fromSlot, toSlot] = [slotOf(fromThing, room), slotOf(toThing, room)];
  if (fromSlot === undefined) return `${path}: ${fromThing} has no place in the order of ${room.folder}`;
  if (toSlot === undefined) return `${target}: ${toThing} has no place in the order of ${room.folder}`;
  if (toSlot < fromSlot) return undefined;
  if (toSlot > fromSlot) return `${path} imports ${target}: ${toThing} stands right of ${fromThing} in ${room.folder}`;
  const named = around.readmeOf(`${room.folder}/${toThing}`).includes(`\`${posix.basename(target)}\``);
  if (named) return undefined;
  return `${path} imports ${target}: ${toThing} does not name this file for its neighbours in its README.md`;
}

function thingOf(path: string, room: Room): string {
  return path.slice(room.folder.length + 1).split('/')[0] ?? '';
}

function slotOf(thing: string, room: Room): number | undefined {
  const slot = room.order.findIndex((one) => (typeof one === 'string' ? one === thing : one.includes(thing)));
  return slot < 0 ? undefined : slot;
}
