import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FROZEN } from './frozen.ts';

/** The text of a golden message, such as `protocol-1/push-request.json`. */
export function goldenText(path: string): string {
  return readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
}

/** A golden message as it came over the wire. */
export function readGolden(protocol: number, name: string): unknown {
  return JSON.parse(goldenText(`protocol-${protocol}/${name}.json`));
}

/** Every protocol that has golden messages, oldest first. */
export const GOLDEN_PROTOCOLS: readonly number[] = [
  ...new Set(Object.keys(FROZEN).map((path) => Number(/^protocol-(\d+)\//.exec(path)?.[1]))),
].toSorted((one, other) => one - other);

/** Whether a message was said in this protocol; later ones say more. */
export function hasGolden(protocol: number, name: string): boolean {
  return Object.hasOwn(FROZEN, `protocol-${protocol}/${name}.json`);
}
