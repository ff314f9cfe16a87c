import { readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Fault } from '#shared/base/fault.ts';

export type ScreenFile = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly isNamedByContent: boolean;
};

/** The built screens by their path, `/index.html` for one. What is not in here can't be asked for, whatever the path says. */
export type ScreenFiles = ReadonlyMap<string, ScreenFile>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/**
 * Reads the till's screens into memory, once.
 *
 * @throws {Fault} `not_found` where they were not built
 */
export function readScreenFiles(folder: string): ScreenFiles {
  try {
    return new Map(filesIn(folder, '/'));
  } catch (cause) {
    throw new Fault('not_found', 'The screens of the till are not built. Run: npm run build:screens', { cause });
  }
}

/** The file of an address's path; the bare address is the page itself. */
export function screenFileAt(files: ScreenFiles, path: string): ScreenFile | null {
  return files.get(path === '/' ? '/index.html' : path) ?? null;
}

function filesIn(folder: string, path: string): readonly (readonly [string, ScreenFile])[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(file, `${path}${entry.name}/`);
    const type = TYPES[extname(entry.name)] ?? 'application/octet-stream';
    const bytes = new Uint8Array(readFileSync(file));
    return [[`${path}${entry.name}`, { bytes, type, isNamedByContent: path.startsWith('/assets/') }] as const];
  });
}
