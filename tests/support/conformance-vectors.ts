import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Whether the published test vectors lie beside the repository; without them the suites run on their own examples. */
export function hasVectors(path: string): boolean {
  return existsSync(join(folder, path));
}

/** The files of a folder of vectors. */
export function vectorNames(path: string): string[] {
  return readdirSync(join(folder, path));
}

/** A file of vectors as it lies there. */
export function readVectorBytes(path: string): Buffer {
  return readFileSync(join(folder, path));
}

/** The text of a file of vectors, unpacked where it is packed. */
export function readVectors(path: string): string {
  const bytes = readVectorBytes(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The rows of a file with one JSON value a line. */
export function readVectorLines(path: string): unknown[] {
  return readVectors(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
